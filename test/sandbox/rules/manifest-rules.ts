import { allScopes } from '../sandbox-manifest.js';
import { type Rule, type Said, type Slack, text } from './rule.js';

const without = (scope: string) => ({ scopes: allScopes.filter((each) => each !== scope) });

/** A post to a channel that the app is not in. */
const postOutside = async (slack: Slack): Promise<Said> =>
  slack.call('chat.postMessage', { channel: await slack.idOf('random'), text: 'x' });
const postToEve = async (slack: Slack): Promise<Said> =>
  slack.call('chat.postMessage', { channel: await slack.idOf('eve'), text: 'x' });
const publish = async (slack: Slack, blocks: object[] = []): Promise<Said> =>
  slack.call('views.publish', { user_id: await slack.idOf('eve'), view: { type: 'home', blocks } });

async function askForFile(slack: Slack): Promise<Said> {
  const block = { type: 'input', label: text('File'), element: { type: 'file_input' } };
  const view = { type: 'modal', title: text('T'), submit: text('S'), blocks: [block] };
  return slack.call('views.update', { view_id: slack.standingModal, view });
}

const talkTo = async (slack: Slack, ...names: string[]): Promise<Said> => {
  const users = await Promise.all(names.map(slack.idOf));
  return slack.call('conversations.open', { users: users.join(',') });
};

const noTabs = { features: { app_home: {} } };

/** What the manifest has to say before Slack does it. */
export const manifestRules: readonly Rule[] = [
  {
    ...{ rule: 'a public channel takes the app’s messages with chat:write.public', error: 'not_in_channel' },
    refused: async (slack) => postOutside(await slack.elsewhere(without('chat:write.public'))),
    accepted: postOutside,
  },
  {
    ...{ rule: 'direct messages need the Messages tab', error: 'messages_tab_disabled' },
    refused: async (slack) => postToEve(await slack.elsewhere(noTabs)),
    accepted: postToEve,
  },
  {
    ...{ rule: 'an App Home needs the Home tab', error: 'not_enabled' },
    refused: async (slack) => publish(await slack.elsewhere(noTabs)),
    accepted: publish,
  },
  {
    ...{ rule: 'a file_input needs files:read', error: 'missing_scope' },
    refused: async (slack) => askForFile(await slack.elsewhere(without('files:read'))),
    accepted: askForFile,
  },
  {
    ...{ rule: 'messages with several people need mpim:write', error: 'missing_scope' },
    refused: (slack) => talkTo(slack, 'eve', 'eli'),
    accepted: (slack) => talkTo(slack, 'eve'),
  },
];
