import { type Rule, readAnswer, type Said, type Slack, text } from './rule.js';

type Target = (slack: Slack) => Promise<Said>;

const post = async (slack: Slack, more: object) =>
  slack.call('chat.postMessage', { channel: await slack.idOf('cert-requests'), text: 'x', ...more });

const auth =
  (token: (slack: Slack) => string | null): Target =>
  (slack) =>
    slack.call('auth.test', {}, token(slack));
const connect =
  (token: 'bot' | 'app'): Target =>
  (slack) =>
    slack.call('apps.connections.open', {}, slack.tokens[token]);
const byBot = auth(({ tokens }) => tokens.bot);

/** A call with a body that says it is JSON. */
async function sendRaw(slack: Slack, body: string): Promise<Said> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${slack.tokens.bot}` };
  const response = await fetch(`${slack.apiUrl}auth.test`, { method: 'POST', headers, body });
  return readAnswer(await response.json());
}

const calls: Rule[] = [
  {
    ...{ rule: 'a body is what its content type says', error: 'invalid_form_data' },
    refused: (slack) => sendRaw(slack, '{'),
    accepted: (slack) => sendRaw(slack, '{}'),
  },
  {
    ...{ rule: 'a call has a token', error: 'not_authed' },
    ...{ refused: auth(() => null), accepted: byBot },
  },
  {
    ...{ rule: 'a token is one that was given out', error: 'invalid_auth' },
    ...{ refused: auth(() => 'xoxb-other'), accepted: byBot },
  },
  {
    ...{ rule: 'the Web API takes the bot token', error: 'not_allowed_token_type' },
    ...{ refused: auth(({ tokens }) => tokens.app), accepted: byBot },
  },
  {
    ...{ rule: 'connections are opened with the app token', error: 'not_allowed_token_type' },
    ...{ refused: connect('bot'), accepted: connect('app') },
  },
  {
    ...{ rule: 'a method is one of Slack’s', error: 'unknown_method' },
    refused: (slack) => slack.call('chat.shout', {}),
    accepted: byBot,
  },
  {
    ...{ rule: 'an argument is one that Slack knows', error: 'invalid_arguments', pointer: '' },
    refused: (slack) => post(slack, { colour: 'red' }),
    accepted: (slack) => post(slack, { unfurl_links: false }),
  },
  {
    ...{ rule: 'an argument that is needed is there', error: 'invalid_arguments', pointer: '' },
    refused: (slack) => slack.call('users.info', {}),
    accepted: async (slack) => slack.call('users.info', { user: await slack.idOf('eve') }),
  },
];

const halfAnHour = 30 * 60_000;
const answered = (status: number, error: string | undefined): Said =>
  status === 200 ? { messages: [] } : { error, messages: [] };

/** The last of so many answers at one response_url, that long after the command. */
async function respond(slack: Slack, times: number, after: number): Promise<Said> {
  await slack.trigger();
  const address = slack.app.received.at(-1)?.payload.response_url ?? '';
  slack.pass(after);
  let said: Said = { messages: [] };
  for (let use = 0; use < times; use += 1) {
    const response = await fetch(address, { method: 'POST', body: JSON.stringify({ text: String(use) }) });
    said = answered(response.status, /"error":"(\w+)"/.exec(await response.text())?.[1]);
  }
  return said;
}

const responseUrls: Rule[] = [
  {
    ...{ rule: 'a response_url takes five answers', error: 'used_url' },
    refused: (slack) => respond(slack, 6, 0),
    accepted: (slack) => respond(slack, 5, 0),
  },
  {
    ...{ rule: 'a response_url lives half an hour', error: 'expired_url' },
    refused: (slack) => respond(slack, 1, halfAnHour + 1),
    accepted: (slack) => respond(slack, 1, halfAnHour),
  },
];

/** What people may do at all, as they are told. */
const act = async (slack: Slack, user: string, channel: string, words: string): Promise<Said> => {
  const { ok, error } = await slack.control.post('command', { user, channel, text: words });
  return { error: ok ? undefined : error, messages: [] };
};

const people: Rule[] = [
  {
    ...{ rule: 'a guest uses commands where they are a member', error: 'gus is not in #general' },
    refused: (slack) => act(slack, 'gus', 'general', '/cert'),
    accepted: (slack) => act(slack, 'gus', 'cert-requests', '/cert'),
  },
  {
    ...{ rule: 'an outsider uses commands in the shared channel', error: 'zoe is not in #random' },
    refused: (slack) => act(slack, 'zoe', 'random', '/cert'),
    accepted: (slack) => act(slack, 'zoe', 'cert-requests', '/cert'),
  },
  {
    ...{ rule: 'who was deactivated does nothing', error: 'dan is deactivated' },
    refused: (slack) => act(slack, 'dan', 'general', '/cert'),
    accepted: (slack) => act(slack, 'eve', 'general', '/cert'),
  },
  {
    ...{ rule: 'nobody writes into an archived channel', error: '#attic is archived' },
    refused: (slack) => act(slack, 'eve', 'attic', '/cert'),
    accepted: (slack) => act(slack, 'eve', 'general', '/cert'),
  },
  {
    ...{ rule: 'a guest picks channels that they are in', error: '"Where" does not offer "random"' },
    refused: (slack) => pick(slack, 'gus', 'random'),
    accepted: (slack) => pick(slack, 'gus', 'cert-requests'),
  },
];

async function pick(slack: Slack, user: string, channel: string): Promise<Said> {
  await slack.control.post('command', { user, channel: 'cert-requests', text: '/cert' });
  const block = { type: 'input', label: text('Where'), element: { type: 'conversations_select' } };
  const view = { type: 'modal', title: text('T'), submit: text('S'), blocks: [block] };
  await slack.call('views.open', { trigger_id: slack.app.received.at(-1)?.payload.trigger_id, view });
  const { error } = await slack.control.post('fill', { user, values: { Where: channel } });
  return { error, messages: [] };
}

export const callRules: readonly Rule[] = [...calls, ...responseUrls, ...people];
