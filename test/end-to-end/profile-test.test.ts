import { afterEach, describe, expect, it } from 'vitest';
import { openPolicy } from '../../src/domain/policy.js';
import type { Stores } from '../../src/redis/open-stores.js';
import { eventually, type Message } from '../builders/control.js';
import { aCountersign, type Countersign, type Transport } from '../builders/countersign.js';
import { aSavedProfile, type ProfileWish, storesOf } from '../builders/saved-profile.js';

const CHANNEL = 'cert-requests';
const TOKEN = 'static-token-4711';
const OTP = 'one-time-090807';

describe.each<Transport>(['socket', 'http'])('the test of a profile, over %s', (transport) => {
  let world: Countersign;
  let stores: Stores;
  const start = async (wish: ProfileWish = {}, env: Readonly<Record<string, string>> = {}) => {
    world = await aCountersign({ COUNTERSIGN_RECONCILE_SECONDS: '0.3', ...env }, { transport });
    stores = storesOf(world);
    await aSavedProfile(world, {
      ...{ name: 'web', scriptName: 'tells_all', sealed: { token: TOKEN } },
      parameters: [
        { name: 'token', sensitive: true, dynamic: false, secret: 's1' },
        { name: 'team', sensitive: false, dynamic: true },
        { name: 'otp', sensitive: true, dynamic: true },
      ],
      policy: { ...openPolicy, names: { ...openPolicy.names, allowed: ['.example.com'] } },
      ...wish,
    });
    await world.start('bot');
  };
  afterEach(() => world.close());

  const open = async (user: string, name = 'web') => {
    await world.control.command(user, CHANNEL, `/cert profile test ${name}`);
    return eventually('a filled modal', async () => {
      const top = await world.control.top(user);
      return top && top.callback_id !== 'loading' ? top : null;
    });
  };
  const directMessages = async (): Promise<readonly Message[]> => {
    const { channels } = await world.control.state('ada');
    return channels.filter(({ id }) => id.startsWith('D')).flatMap(({ messages }) => messages);
  };
  const told = (words: string, ms?: number): Promise<string> =>
    eventually(
      `ada is told "${words}"`,
      async () => {
        const all = (await directMessages()).map(({ text, blocks }) => `${text} ${JSON.stringify(blocks)}`);
        return all.find((text) => text.includes(words));
      },
      ms,
    );
  const auditOf = async () =>
    (await stores.client.command((redis) => redis.xrange(stores.client.keys.audit, '-', '+'))).map(
      ([, fields]) => fields[1] ?? '',
    );

  it('runs it as a request would, tells the channel first and the result to the admin alone', async () => {
    await start();
    await world.start('worker');
    expect(JSON.stringify((await open('eve')).blocks)).toContain('Only admins can test profiles');
    expect(JSON.stringify((await open('ada')).blocks)).toContain('The profile allows: .example.com');
    await world.control.fill('ada', { 'Name to test for': 'www.example.org', team: 'blue' });
    const refused = await world.control.submit('ada');
    expect(refused.errors?.['Name to test for']).toContain('example.com');
    expect(refused.errors?.['Name to test for']).toContain('otp is not set yet');
    expect(await directMessages()).toEqual([]);
    await world.control.click('ada', 'Set otp');
    await world.control.fill('ada', { otp: OTP });
    await world.control.submit('ada');
    await world.control.fill('ada', { 'Name to test for': 'test.example.com' });
    const sent = await world.control.submit('ada');
    expect(JSON.stringify(sent.view?.blocks)).toContain('is on its way');
    await eventually('the channel is told', async () =>
      (await world.control.messages(CHANNEL)).some(({ text }) =>
        /tests the profile \*web\* for `test\.example\.com`/.test(text),
      ),
    );
    const result = await told('it works');
    for (const words of ['passes every check', '*Serial*', 'Test CA', 'revoke serial', 'team = blue']) {
      expect(result).toContain(words);
    }
    expect(result).toContain('token = [sensitive]');
    const everything = JSON.stringify([await world.control.state(), await world.control.calls()]);
    for (const secret of [TOKEN, OTP]) {
      expect(result).not.toContain(secret);
      // What an admin typed into the modal went through Slack; nothing of ours says it.
      expect(JSON.stringify(await world.control.calls())).not.toContain(secret);
    }
    expect(everything).not.toContain('BEGIN CERTIFICATE');
    const audit = (await auditOf()).filter((entry) => entry.includes('profile.test'));
    expect(audit.map((entry) => JSON.parse(entry).action)).toEqual([
      'profile.test-asked',
      'profile.test-queued',
      'profile.test-started',
      'profile.test-ended',
    ]);
    expect(audit.at(-1)).toMatch(/"result":"issued","serial":"[0-9a-f]+"/);
    expect(audit.join()).not.toContain(OTP);
    // Nobody's request: nothing is listed, and the same submission again tests nothing anew.
    await world.control.world('redeliver', {});
    expect((await stores.requests.find({ profileId: 'any' }, { skip: 0, limit: 1 })).ids).toEqual([]);
    expect((await auditOf()).filter((entry) => entry.includes('test-queued'))).toHaveLength(1);
  });

  it('says what a script that fails printed, without sensitive values', async () => {
    const parameters = [{ name: 'secret', sensitive: true, dynamic: false, secret: 's1' }] as const;
    await start({ scriptName: 'leaks', parameters, sealed: { secret: TOKEN } });
    await world.start('worker');
    await open('ada');
    await world.control.fill('ada', { 'Name to test for': 'test.example.com' });
    await world.control.submit('ada');
    const result = await told('it failed');
    expect(result).toContain('login failed with [sensitive]');
    expect(result).not.toContain(TOKEN);
  });

  it('is not run again when its worker dies, and the admin hears that nobody knows', async () => {
    await start(
      { scriptName: 'hangs', parameters: [], timeLimitMs: 60_000 },
      { COUNTERSIGN_LEASE_SECONDS: '2', COUNTERSIGN_LEASE_RENEW_SECONDS: '0.5' },
    );
    const worker = await world.start('worker');
    await open('ada');
    await world.control.fill('ada', { 'Name to test for': 'test.example.com' });
    await world.control.submit('ada');
    await worker.logged('test started');
    await worker.end('SIGKILL');
    const next = await world.start('worker');
    const result = await told('nobody knows how it went', 30_000);
    expect(result).toContain('look there');
    expect(next.log()).not.toContain('test started');
  });
});
