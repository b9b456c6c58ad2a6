import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectRedis } from '../../src/redis/connect.js';
import { openStores, type Stores } from '../../src/redis/open-stores.js';
import { createOpener } from '../../src/redis/secret-box.js';
import { aRedis, type TestRedis } from '../builders/redis.js';
import { silentLog } from '../redis/store-pair.js';
import { type Said, said } from './a-terminal.js';

const main = join(process.cwd(), 'dist', 'main.js');
const key = Buffer.alloc(32, 7);
const opener = createOpener([{ name: 'k1', key }]);
const TOKEN = 'correct horse battery staple';

const yaml = (more = '') => `---
name: web
script: {name: local_ca}
approvers: {users: [U0AMY, U0ABE]}
channel: C0CERTS
parameters:
  - {name: ca_dir, value: /srv/ca}
  - {name: ca_passphrase, sensitive: true}
${more}...
`;

describe('profiles as code', () => {
  let redis: TestRedis;
  let stores: Stores;
  let dir: string;
  let round = 0;
  const closing: (() => unknown)[] = [];
  beforeAll(async () => {
    redis = await aRedis();
    dir = mkdtempSync(join(tmpdir(), 'cs-'));
  });
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
    await redis.close();
    rmSync(dir, { recursive: true });
  });
  beforeEach(() => {
    round += 1;
    const client = connectRedis(redis.url, { purpose: 'store', timeoutMs: 2000, log: silentLog });
    closing.push(() => client.disconnect());
    const keep = { draftTtlMs: 1, keepOutputMs: 1 };
    stores = openStores({ redis: client, workspace: `team-${round}`, timeoutMs: 2000, ...keep });
    writeFileSync(join(dir, 'token'), `${TOKEN}\n`);
  });

  const type = (args: readonly string[], stdin = '', env = {}): Promise<Said> =>
    said(process.execPath, [main, 'profile', ...args], dir, stdin, {
      ...{ REDIS_URL: redis.url, COUNTERSIGN_WORKSPACE: `team-${round}` },
      ...{ COUNTERSIGN_KEYS: `k1:${key.toString('base64')}`, ...env },
    });
  const secret = ['--secret', 'web.ca_passphrase=@token'];
  const importing = (text: string, more: readonly string[] = []) => type(['import', '-', ...more], text);
  const web = () => stores.profiles.byName('web');
  const heldValue = async (name: string) => {
    const profile = await web();
    const sealed = profile?.sealed[name];
    return profile && sealed ? opener.open(sealed, { owner: 'profile', id: profile.id, name }) : null;
  };

  it('makes a profile, and an export that is imported again changes nothing', async () => {
    const made = await importing(yaml(), secret);
    expect(made).toMatchObject({ code: 0, out: 'web: made as version 1\n' });
    expect(await heldValue('ca_passphrase')).toBe(TOKEN);
    const exported = await type(['export']);
    expect(exported.out).not.toContain(TOKEN);
    expect(await importing(exported.out)).toMatchObject({ code: 0, out: 'web: unchanged\n' });
    expect((await web())?.version.number).toBe(1);
    expect(await type(['export', 'web'])).toEqual(exported);
  });

  it('keeps the sensitive values that are there, and says in a dry run what would change', async () => {
    await importing(yaml(), secret);
    const changed = yaml('approvalsRequired: 2\n');
    const dry = await importing(changed, ['--dry-run']);
    expect(dry).toMatchObject({ code: 0, out: 'web: approvals 1 -> 2\n' });
    expect((await web())?.version.number).toBe(1);
    expect(await importing(changed)).toMatchObject({ code: 0, out: 'web: version 2: approvals 1 -> 2\n' });
    expect(await heldValue('ca_passphrase')).toBe(TOKEN);
  });

  it('writes nothing when one of several profiles has a fault, and names the way to give a value', async () => {
    const other = yaml().replace('name: web', 'name: other').replace('local_ca', 'nowhere');
    const { code, err } = await importing(yaml() + other, ['--secret', 'other.ca_passphrase=@token']);
    expect(code).toBe(2);
    expect(err).toContain(
      'standard input:2: ca_passphrase has no value yet. Give it with --secret web.ca_passphrase=@FILE.',
    );
    expect(err).toContain(
      'standard input:11: The script "nowhere" is not in the folder of scripts on this machine.',
    );
    expect(err).toContain('nothing was written');
    expect(await stores.profiles.list()).toEqual([]);
  });

  it('refuses a value on the command line, for nobody, and from an empty file', async () => {
    writeFileSync(join(dir, 'empty'), '\n');
    const said = await importing(yaml(), ['--secret', `web.ca_passphrase=${TOKEN}`]);
    expect([said.code, said.err.includes(TOKEN)]).toEqual([2, false]);
    const nobody = await importing(yaml(), [...secret, '--secret', 'web.nothing=@token']);
    expect(nobody.err).toContain('web.nothing is no sensitive parameter');
    const empty = await importing(yaml(), ['--secret', 'web.ca_passphrase=@empty']);
    expect(empty.err).toContain('the file of web.ca_passphrase is empty');
  });

  it('only proposes where changes are reviewed, and a new profile is disabled', async () => {
    const review = { COUNTERSIGN_PROFILE_REVIEW: 'on' };
    await type(['import', '-', ...secret], yaml(), review);
    expect(await web()).toMatchObject({ status: 'disabled' });
    const said = await type(['import', '-'], yaml('approvalsRequired: 2\n'), review);
    expect(said.out).toBe('web: waits for an admin in Slack: approvals 1 -> 2\n');
    expect(await web()).toMatchObject({ version: { number: 1 }, proposal: { cause: 'imported' } });
  });

  it('replaces a sensitive value from standard input: inner newlines stay, the last goes, nothing is echoed', async () => {
    await importing(yaml(), secret);
    const value = '-----BEGIN KEY-----\nabc\n-----END KEY-----';
    const said = await type(['secret', 'web', 'ca_passphrase'], `${value}\n`);
    expect(said).toEqual({ code: 0, out: 'web: version 2: ca_passphrase replaced\n', err: '' });
    expect(await heldValue('ca_passphrase')).toBe(value);
    const stale = await type(['secret', 'web', 'ca_passphrase'], 'abc');
    expect(stale.err).toContain('cannot be hidden');
  });

  it.each<[string, readonly string[], string, RegExp]>([
    ['a parameter that is plain', ['web', 'ca_dir'], 'x'.repeat(9), /no sensitive parameter.*ca_passphrase/],
    ['one that is not there', ['web', '__proto__'], 'x'.repeat(9), /no sensitive parameter/],
    ['a profile that is not there', ['wep', 'ca_passphrase'], 'x', /Did you mean web/],
    ['an empty value', ['web', 'ca_passphrase'], '\n', /empty/],
    ['a value of 1 MB', ['web', 'ca_passphrase'], 'x'.repeat(1 << 20), /256 KB/],
    ['too few words', ['web'], '', /give the names/],
  ])('does not replace the value of %s', async (_what, words, value, reason) => {
    await importing(yaml(), secret);
    const { code, err, out } = await type(['secret', ...words], value);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(reason);
    expect(await heldValue('ca_passphrase')).toBe(TOKEN);
  });

  it('has every act in the audit log, and no value', async () => {
    await importing(yaml(), secret);
    await type(['export']);
    await type(['secret', 'web', 'ca_passphrase'], 'another secret value');
    const { keys } = stores.client;
    const entries = await stores.client.command((client) => client.xrange(keys.audit, '-', '+'));
    const text = JSON.stringify(entries);
    expect(entries.map(([, [, entry = '{}']]) => JSON.parse(entry).action)).toEqual([
      'profile.created',
      'profile.exported',
      'profile.changed',
    ]);
    for (const value of [TOKEN, 'another secret value']) expect(text).not.toContain(value);
  });
});
