import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js';
import { controlClient } from './control-client.js';
import { quietClient } from './quiet-client.js';
import { aManifest } from './sandbox-manifest.js';
import { refusal } from './scripted-app.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ manifest: aManifest() });
});
afterAll(() => sandbox.close());

async function call(method: string, init: RequestInit): Promise<unknown> {
  return (await fetch(sandbox.apiUrl + method, { method: 'POST', ...init })).json();
}

describe('the Web API', () => {
  it('knows the bot by its token', async () => {
    const who = await quietClient(sandbox).auth.test();
    expect(who).toMatchObject({
      ok: true,
      user_id: sandbox.botUserId,
      team_id: sandbox.teamId,
      user: 'testbot',
    });
    expect(who.response_metadata?.scopes).toContain('chat:write');
  });

  it('takes a token as an argument, and arguments as a form or as JSON', async () => {
    const user = await controlClient(sandbox.url).idOf('gus');
    const form = new URLSearchParams({ token: sandbox.botToken, user });
    expect(await call('users.info', { body: form })).toMatchObject({ user: { name: 'gus' } });
    const json = {
      headers: { 'content-type': 'application/json', authorization: `Bearer ${sandbox.botToken}` },
      body: JSON.stringify({ user }),
    };
    expect(await call('users.info', json)).toMatchObject({ user: { is_restricted: true } });
  });

  it.each([
    ['no token', 'auth.test', {}, 'not_authed'],
    ['a strange token', 'auth.test', { token: 'xoxb-other' }, 'invalid_auth'],
    ['a method that is not there', 'chat.shout', {}, 'unknown_method'],
  ])('refuses %s', async (_what, method, args, error) => {
    expect(await call(method, { body: new URLSearchParams(args) })).toMatchObject({ ok: false, error });
  });

  it('refuses the app token where the bot token belongs, and the other way round', async () => {
    const app = quietClient(sandbox, sandbox.appToken);
    expect(await refusal(app.auth.test())).toMatchObject({ error: 'not_allowed_token_type' });
    const bot = quietClient(sandbox);
    expect(await refusal(bot.apps.connections.open({}))).toMatchObject({ error: 'not_allowed_token_type' });
  });

  it('refuses arguments that Slack does not document, by name', async () => {
    const refused = await refusal(quietClient(sandbox).apiCall('users.info', { user: 'U1', colour: 'red' }));
    expect(refused).toEqual({
      error: 'invalid_arguments',
      messages: ['[ERROR] invalid additional property: colour [json-pointer:]'],
    });
  });

  it('names a missing argument', async () => {
    const refused = await refusal(quietClient(sandbox).apiCall('users.info', {}));
    expect(refused.messages).toEqual(['[ERROR] missing required field: user [json-pointer:]']);
  });

  it('tells an outsider, a guest and a leaver apart from colleagues', async () => {
    const client = quietClient(sandbox);
    const info = async (name: string) =>
      (await client.users.info({ user: await controlClient(sandbox.url).idOf(name) })).user;
    expect(await info('zoe')).toMatchObject({ is_stranger: true });
    expect((await info('zoe'))?.team_id).not.toBe(sandbox.teamId);
    expect(await info('dan')).toMatchObject({ deleted: true });
    expect(await info('ada')).toMatchObject({
      deleted: false,
      is_restricted: false,
      team_id: sandbox.teamId,
    });
  });

  it('lists user groups and their members', async () => {
    const client = quietClient(sandbox);
    const { usergroups = [] } = await client.usergroups.list({ include_users: true });
    expect(usergroups.map((group) => group.handle)).toEqual(['pki-admins', 'pki-approvers']);
    const { users } = await client.usergroups.users.list({ usergroup: usergroups[0]?.id ?? '' });
    expect(users).toEqual(usergroups[0]?.users);
    const unknown = refusal(client.usergroups.users.list({ usergroup: 'S0' }));
    expect(await unknown).toMatchObject({ error: 'no_such_subteam' });
  });

  it('serves nobody but programs on this machine and its own page', async () => {
    const from = async (headers: Record<string, string>) =>
      (await fetch(`${sandbox.url}/_control/state`, { headers })).status;
    expect(await from({})).toBe(200);
    expect(await from({ origin: sandbox.url })).toBe(200);
    expect(await from({ origin: 'https://elsewhere.example' })).toBe(403);
  });

  it('refuses a manifest that Slack would refuse', async () => {
    const strange = { ...aManifest(), colour: 'red' };
    await expect(startSandbox({ manifest: strange })).rejects.toThrow(/colour/);
    const mute = aManifest({ scopes: ['chat:write'] });
    await expect(startSandbox({ manifest: mute })).rejects.toThrow(/need the scope commands/);
  });
});
