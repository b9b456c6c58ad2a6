import { z } from 'zod';
import type { Rule, Said, Slack } from './rule.js';

type Target = (slack: Slack) => Promise<Said>;

const post =
  (name: string, more: object = {}): Target =>
  async (slack) =>
    slack.call('chat.postMessage', { channel: await slack.idOf(name), text: 'x', ...more });

async function uploaded(slack: Slack): Promise<string> {
  const { file_id = '', upload_url = '' } = await slack.call('files.getUploadURLExternal', {
    ...{ filename: 'a.pem', length: 4 },
  });
  await fetch(upload_url, { method: 'POST', body: 'abcd' });
  return file_id;
}

const complete = async (slack: Slack, share: object): Promise<Said> =>
  slack.call('files.completeUploadExternal', { files: [{ id: await uploaded(slack) }], ...share });
const share =
  (name: string): Target =>
  async (slack) =>
    complete(slack, { channel_id: await slack.idOf(name) });
/** The direct messages with somebody, as conversations.open gives them. */
const shareWith =
  (name: string): Target =>
  async (slack) => {
    const id = await slack.idOf(name);
    const opened = await slack.call('conversations.open', { users: id, return_im: true });
    const channel = opened.channel;
    return complete(slack, { channel_id: readId(channel) });
  };

function readId(channel: unknown): string {
  return typeof channel === 'object' && channel !== null && 'id' in channel ? String(channel.id) : '';
}

const whisper =
  (name: string, user: string): Target =>
  async (slack) => {
    const [channel, to] = [await slack.idOf(name), await slack.idOf(user)];
    return slack.call('chat.postEphemeral', { channel, user: to, text: 'x' });
  };
const dm =
  (user: string): Target =>
  async (slack) =>
    slack.call('conversations.open', { users: await slack.idOf(user) });
const join =
  (name: string): Target =>
  async (slack) =>
    slack.call('conversations.join', { channel: await slack.idOf(name) });

/** A reply below a message, or below a reply to it. */
async function reply(slack: Slack, depth: number, how: 'text' | 'file'): Promise<Said> {
  const channel = await slack.idOf('cert-requests');
  let { ts } = await slack.call('chat.postMessage', { channel, text: 'root' });
  for (let level = 1; level < depth; level += 1) {
    ({ ts } = await slack.call('chat.postMessage', { channel, text: 'reply', thread_ts: ts }));
  }
  if (how === 'file') return complete(slack, { channel_id: channel, thread_ts: ts });
  return slack.call('chat.postMessage', { channel, text: 'x', thread_ts: ts });
}

async function permalink(slack: Slack, by: 'app' | 'whispered'): Promise<Said> {
  const channel = await slack.idOf('cert-requests');
  if (by === 'app') await slack.call('chat.postMessage', { channel, text: 'hello' });
  else await whisper('cert-requests', 'eve')(slack);
  const { ts } = (await slack.control.messages('cert-requests')).at(-1) ?? {};
  return slack.call('chat.getPermalink', { channel, message_ts: ts });
}

async function change(slack: Slack, method: string, by: 'app' | 'eve' | 'whispered'): Promise<Said> {
  const channel = await slack.idOf('cert-requests');
  if (by === 'eve') {
    await slack.control.post('command', { user: 'eve', channel: 'cert-requests', text: 'hello' });
  } else if (by === 'app') await slack.call('chat.postMessage', { channel, text: 'hello' });
  else await whisper('cert-requests', 'eve')(slack);
  const { ts } = (await slack.control.messages('cert-requests')).at(-1) ?? {};
  return slack.call(method, { channel, ts, ...(method === 'chat.update' ? { text: 'x' } : {}) });
}

const posting: Rule[] = [
  {
    ...{ rule: 'what only one person saw has no address', error: 'message_not_found' },
    ...{ refused: (slack) => permalink(slack, 'whispered'), accepted: (slack) => permalink(slack, 'app') },
  },
  {
    ...{ rule: 'a private channel without the app is not there', error: 'channel_not_found' },
    ...{ refused: post('vault'), accepted: post('secops') },
  },
  {
    ...{ rule: 'an archived channel takes no messages', error: 'is_archived' },
    ...{ refused: post('attic'), accepted: post('cert-requests') },
  },
  {
    ...{ rule: 'who was deactivated gets no messages', error: 'user_disabled' },
    ...{ refused: post('dan'), accepted: post('gus') },
  },
  {
    ...{ rule: 'a thread hangs under a message that is there', error: 'thread_not_found' },
    refused: post('cert-requests', { thread_ts: '1.000001' }),
    accepted: (slack) => reply(slack, 1, 'text'),
  },
  {
    ...{ rule: 'a thread does not hang under a reply', error: 'cannot_reply_to_message' },
    refused: (slack) => reply(slack, 2, 'text'),
    accepted: (slack) => reply(slack, 1, 'text'),
  },
  {
    ...{ rule: 'the app changes its own messages', error: 'cant_update_message' },
    refused: (slack) => change(slack, 'chat.update', 'eve'),
    accepted: (slack) => change(slack, 'chat.update', 'app'),
  },
  {
    ...{ rule: 'the app deletes its own messages', error: 'cant_delete_message' },
    refused: (slack) => change(slack, 'chat.delete', 'eve'),
    accepted: (slack) => change(slack, 'chat.delete', 'app'),
  },
  {
    ...{ rule: 'an ephemeral message cannot be changed by the Web API', error: 'message_not_found' },
    refused: (slack) => change(slack, 'chat.update', 'whispered'),
    accepted: (slack) => change(slack, 'chat.update', 'app'),
  },
  {
    ...{ rule: 'an ephemeral message is for somebody in the channel', error: 'user_not_in_channel' },
    ...{ refused: whisper('secops', 'eve'), accepted: whisper('secops', 'amy') },
  },
  {
    ...{
      rule: 'an ephemeral message needs the app in the channel, whatever its scopes',
      error: 'not_in_channel',
    },
    ...{ refused: whisper('general', 'eve'), accepted: whisper('cert-requests', 'eve') },
  },
  {
    ...{ rule: 'an ephemeral message reaches nobody in an archived channel', error: 'is_archived' },
    ...{ refused: whisper('attic', 'eve'), accepted: whisper('cert-requests', 'zoe') },
  },
];

const members = (slack: Slack, usergroup: string) => slack.call('usergroups.users.list', { usergroup });
const history =
  (name: string): Target =>
  async (slack) =>
    slack.call('conversations.history', { channel: await slack.idOf(name) });

const conversations: Rule[] = [
  {
    ...{ rule: 'a user group is one that is there', error: 'no_such_subteam' },
    refused: (slack) => members(slack, 'S0'),
    accepted: async (slack) => members(slack, await slack.idOf('pki-admins')),
  },
  {
    ...{ rule: 'the app reads the history of channels that it is in', error: 'not_in_channel' },
    ...{ refused: history('random'), accepted: history('secops') },
  },
  {
    ...{ rule: 'direct messages are with somebody who is there', error: 'user_not_found' },
    refused: (slack) => slack.call('conversations.open', { users: 'U0' }),
    accepted: dm('eve'),
  },
  {
    ...{ rule: 'direct messages are not with who was deactivated', error: 'user_disabled' },
    ...{ refused: dm('dan'), accepted: dm('gus') },
  },
  {
    ...{ rule: 'direct messages are not with a bot', error: 'cannot_dm_bot' },
    refused: (slack) => slack.call('conversations.open', { users: slack.botUserId }),
    accepted: dm('zoe'),
  },
  {
    ...{ rule: 'the app joins public channels only', error: 'method_not_supported_for_channel_type' },
    ...{ refused: join('secops'), accepted: join('cert-requests') },
  },
  {
    ...{ rule: 'the app joins no archived channel', error: 'is_archived' },
    ...{ refused: join('attic'), accepted: join('cert-requests') },
  },
];

async function deleteFile(slack: Slack, by: 'app' | 'eve'): Promise<Said> {
  const id = await uploaded(slack);
  await slack.call('files.completeUploadExternal', { files: [{ id }] });
  return slack.call('files.delete', { file: by === 'app' ? id : await fileOf(slack) });
}

/** The id of a file that eve picked in a modal. */
async function fileOf(slack: Slack): Promise<string> {
  const block = { type: 'input', block_id: 'b', label: { type: 'plain_text', text: 'File' } };
  const element = { type: 'file_input', action_id: 'a' };
  const title = { type: 'plain_text', text: 'T' };
  await slack.openModal({ type: 'modal', title, submit: title, blocks: [{ ...block, element }] });
  const File = { file: { name: 'a.csr', content: 'x' } };
  await slack.control.post('fill', { user: 'eve', values: { File } });
  await slack.control.post('submit', { user: 'eve' });
  const values = slack.app.received.at(-1)?.payload.view?.state.values;
  return z.object({ files: z.tuple([z.object({ id: z.string() })]) }).parse(values?.b?.a).files[0].id;
}

const files: Rule[] = [
  {
    ...{ rule: 'the app deletes its own files', error: 'cant_delete_file' },
    refused: (slack) => deleteFile(slack, 'eve'),
    accepted: (slack) => deleteFile(slack, 'app'),
  },
  {
    ...{ rule: 'a file needs the app in the channel, whatever its scopes', error: 'not_in_channel' },
    ...{ refused: share('random'), accepted: share('cert-requests') },
  },
  {
    ...{ rule: 'a file does not reach a private channel without the app', error: 'channel_not_found' },
    ...{ refused: share('vault'), accepted: share('secops') },
  },
  {
    ...{ rule: 'an archived channel takes no files', error: 'is_archived' },
    ...{ refused: share('attic'), accepted: share('cert-requests') },
  },
  {
    ...{ rule: 'a file goes to D…, not to U…', error: 'invalid_arguments', pointer: '/channel_id' },
    ...{ refused: share('eve'), accepted: shareWith('eve') },
  },
  {
    ...{ rule: 'a file hangs under the root of a thread', error: 'invalid_arguments', pointer: '/thread_ts' },
    refused: (slack) => reply(slack, 2, 'file'),
    accepted: (slack) => reply(slack, 1, 'file'),
  },
  {
    ...{ rule: 'a file is completed once', error: 'file_not_found' },
    refused: async (slack) => {
      const again = [{ id: await uploaded(slack) }];
      await slack.call('files.completeUploadExternal', { files: again });
      return slack.call('files.completeUploadExternal', { files: again });
    },
    accepted: (slack) => complete(slack, {}),
  },
  {
    ...{ rule: 'a file has a byte at least', error: 'missing_argument' },
    refused: (slack) => slack.call('files.getUploadURLExternal', { filename: 'x', length: 0 }),
    accepted: (slack) => slack.call('files.getUploadURLExternal', { filename: 'x', length: 1 }),
  },
  {
    ...{ rule: 'a snippet is 1 MB at most', error: 'snippet_too_large' },
    refused: (slack) => snippet(slack, 1024 * 1024 + 1),
    accepted: (slack) => snippet(slack, 1024 * 1024),
  },
];

const snippet = (slack: Slack, length: number) =>
  slack.call('files.getUploadURLExternal', { filename: 'x', length, snippet_type: 'text' });

export const methodRules: readonly Rule[] = [...posting, ...conversations, ...files];
