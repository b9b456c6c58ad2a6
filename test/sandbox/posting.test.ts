import type { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js';
import { type Control, controlClient } from './control-client.js';
import { quietClient } from './quiet-client.js';
import { allScopes, aManifest } from './sandbox-manifest.js';
import { refusal } from './scripted-app.js';

let sandbox: Sandbox;
let control: Control;
let client: WebClient;
let shy: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ manifest: aManifest() });
  control = controlClient(sandbox.url);
  client = quietClient(sandbox);
  const scopes = allScopes.filter((scope) => scope !== 'chat:write.public');
  shy = await startSandbox({ manifest: aManifest({ scopes, features: { app_home: {} } }) });
});
afterAll(async () => {
  await sandbox.close();
  await shy.close();
});

const error = async (call: Promise<unknown>) => (await refusal(call)).error;

describe('posting', () => {
  it.each([
    ['#vault, private and without the app', 'vault', 'channel_not_found'],
    ['#attic, archived', 'attic', 'is_archived'],
  ])('is refused in %s', async (_what, name, expected) => {
    const channel = await control.idOf(name);
    expect(await error(client.chat.postMessage({ channel, text: 'x' }))).toBe(expected);
  });

  it('needs chat:write.public where the app is not a member', async () => {
    const { ok } = await client.chat.postMessage({ channel: await control.idOf('random'), text: 'x' });
    expect(ok).toBe(true);
    const channel = await controlClient(shy.url).idOf('random');
    const post = () => quietClient(shy).chat.postMessage({ channel, text: 'x' });
    expect(await error(post())).toBe('not_in_channel');
    await controlClient(shy.url).post('invite', { channel: 'random' });
    expect(await post()).toMatchObject({ ok: true, channel });
  });

  it('needs the Messages tab for direct messages', async () => {
    const channel = await controlClient(shy.url).idOf('eve');
    expect(await error(quietClient(shy).chat.postMessage({ channel, text: 'x' }))).toBe(
      'messages_tab_disabled',
    );
  });

  it('reaches a person by user id in their messages with the app', async () => {
    const eve = await control.idOf('eve');
    const { channel } = await client.chat.postMessage({ channel: eve, text: 'for you' });
    const opened = await client.conversations.open({ users: eve });
    expect(channel).toBe(opened.channel?.id);
    expect((await control.messages('@eve'))[0]).toMatchObject({ text: 'for you', user: 'testbot' });
    const dan = await control.idOf('dan');
    expect(await error(client.conversations.open({ users: dan }))).toBe('user_disabled');
    expect(await error(client.conversations.open({ users: sandbox.botUserId }))).toBe('cannot_dm_bot');
  });

  it('refuses a message without text and blocks, and blocks that are not JSON', async () => {
    const channel = await control.idOf('cert-requests');
    expect(await error(client.chat.postMessage({ channel, text: '' }))).toBe('no_text');
    const broken = { channel, text: 'x', blocks: '[{' };
    expect(await error(client.apiCall('chat.postMessage', broken))).toBe('invalid_blocks_format');
  });

  it('keeps threads one level deep', async () => {
    const channel = await control.idOf('cert-requests');
    const { ts = '' } = await client.chat.postMessage({ channel, text: 'root &amp; all' });
    const reply = await client.chat.postMessage({ channel, text: 'reply', thread_ts: ts });
    const deeper = client.chat.postMessage({ channel, text: 'x', thread_ts: reply.ts ?? '' });
    expect(await error(deeper)).toBe('cannot_reply_to_message');
    const nowhere = client.chat.postMessage({ channel, text: 'x', thread_ts: '1.000001' });
    expect(await error(nowhere)).toBe('thread_not_found');
    const { messages = [] } = await client.conversations.replies({ channel, ts });
    expect(messages.map((message) => message.text)).toEqual(['root &amp; all', 'reply']);
    expect(messages[0]).toMatchObject({ thread_ts: ts, reply_count: 1 });
  });

  it('shows an ephemeral message to one person of the channel only', async () => {
    const channel = await control.idOf('cert-requests');
    const user = await control.idOf('eve');
    const { message_ts: ts = '' } = await client.chat.postEphemeral({ channel, user, text: 'psst' });
    const seen = async (name: string) =>
      (await control.state(name)).channels.flatMap((each) => each.messages.map(({ text }) => text));
    expect(await seen('eve')).toContain('psst');
    expect(await seen('eli')).not.toContain('psst');
    expect(await error(client.chat.update({ channel, ts, text: 'x' }))).toBe('message_not_found');
    const outside = { channel: await control.idOf('secops'), user, text: 'x' };
    expect(await error(client.chat.postEphemeral(outside))).toBe('user_not_in_channel');
  });

  it('changes and deletes the own messages of the app only', async () => {
    const channel = await control.idOf('cert-requests');
    await control.post('command', { user: 'eve', channel: 'cert-requests', text: 'hello' });
    const { ts = '' } = (await control.messages('cert-requests')).at(-1) ?? {};
    expect(await error(client.chat.update({ channel, ts, text: 'x' }))).toBe('cant_update_message');
    expect(await error(client.chat.delete({ channel, ts }))).toBe('cant_delete_message');
    const blocks = [{ type: 'divider' }];
    const own = (await client.chat.postMessage({ channel, text: 'one', blocks })).ts ?? '';
    await client.chat.update({ channel, ts: own, text: 'two' });
    expect((await control.messages('cert-requests')).at(-1)).toMatchObject({ text: 'two', blocks });
    await client.chat.update({ channel, ts: own, text: 'three', blocks: [] });
    expect((await control.messages('cert-requests')).at(-1)).toMatchObject({ text: 'three', blocks: [] });
    expect(await error(client.chat.update({ channel, ts: own, text: 'x'.repeat(4001) }))).toBe(
      'msg_too_long',
    );
    await client.chat.delete({ channel, ts: own });
    expect(await error(client.chat.update({ channel, ts: own, text: 'x' }))).toBe('message_not_found');
  });
});

describe('conversations', () => {
  it('says where the app is a member, and joins public channels only', async () => {
    const info = async (name: string) => client.conversations.info({ channel: await control.idOf(name) });
    expect((await info('general')).channel).toMatchObject({ is_member: false, is_private: false });
    expect((await info('secops')).channel).toMatchObject({ is_member: true, is_private: true });
    expect(await error(info('vault'))).toBe('channel_not_found');
    await client.conversations.join({ channel: await control.idOf('general') });
    expect((await info('general')).channel).toMatchObject({ is_member: true });
    const secops = client.conversations.join({ channel: await control.idOf('secops') });
    expect(await error(secops)).toBe('method_not_supported_for_channel_type');
  });

  it('pages through members', async () => {
    const channel = await control.idOf('cert-requests');
    const first = await client.conversations.members({ channel, limit: 5 });
    expect(first.members).toHaveLength(5);
    const cursor = first.response_metadata?.next_cursor ?? '';
    const rest = await client.conversations.members({ channel, limit: 5, cursor });
    expect(new Set([...(first.members ?? []), ...(rest.members ?? [])]).size).toBe(9);
    expect(rest.response_metadata?.next_cursor).toBe('');
  });

  it('reads history only where the app is a member, newest first', async () => {
    const random = await control.idOf('random');
    expect(await error(client.conversations.history({ channel: random }))).toBe('not_in_channel');
    const channel = await control.idOf('secops');
    for (const text of ['one', 'two', 'three']) await client.chat.postMessage({ channel, text });
    const { messages = [], has_more } = await client.conversations.history({ channel, limit: 2 });
    expect(messages.map((message) => message.text)).toEqual(['three', 'two']);
    expect(has_more).toBe(true);
  });

  it('follows a person who invites the app, and an operator who throws it out', async () => {
    await control.post('kick', { channel: 'general' });
    const answer = await control.post('command', {
      user: 'eve',
      channel: 'general',
      text: '/invite @testbot',
    });
    expect(answer.ok).toBe(true);
    const { channel } = await client.conversations.info({ channel: await control.idOf('general') });
    expect(channel).toMatchObject({ is_member: true });
  });
});
