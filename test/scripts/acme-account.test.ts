import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Runner } from '../../src/workflow/runner.js';
import { aKey, type KeyKind } from '../builders/pki-keys.js';
import { aRunner } from '../builders/runner.js';
import { acmeArgs } from './acme-args.js';
import { eabKey, type Pebble, startPebble } from './pebble.js';
import { type Args, failureOf, issueBy } from './shipped.js';

let pebble: Pebble;
let bound: Pebble;
let runner: Runner;
beforeAll(async () => {
  [pebble, bound, runner] = await Promise.all([startPebble(), startPebble({ eab: true }), aRunner()]);
});
afterAll(async () => {
  await runner.close();
  await Promise.all([pebble.close(), bound.close()]);
});

const wish = { names: ['account.example.org'] };
const issue = (args: Args) => issueBy(runner, 'acme', wish, args);
const failure = (args: Args) => failureOf(runner, 'acme', wish, args);
const accounts = (): number =>
  Math.max(
    0,
    ...[...pebble.output().matchAll(/There are now (\d+) accounts/g)].map(([, count]) => Number(count)),
  );

describe("acme's account", { timeout: 90_000 }, () => {
  it.each(['rsa2048', 'p256', 'p384', 'p521'] satisfies KeyKind[])(
    'signs with a key of kind %s',
    async (kind) => {
      const key = aKey(kind, 'acme account').pem;
      expect((await issue(acmeArgs(pebble, { account_key: key }))).checks).toContain('key');
    },
  );

  it('is opened once for a key, however often it is used', async () => {
    const key = aKey('p256', 'another account').pem;
    await issue(acmeArgs(pebble, { account_key: key }));
    const before = accounts();
    await issue(acmeArgs(pebble, { account_key: key.trim().replaceAll('\n', ' ') }));
    await issue(
      acmeArgs(pebble, {
        account_key: `\r\n${key.replaceAll('\n', '\r\n')}`,
        contact: 'a@example.org, b@example.org',
      }),
    );
    expect(before).toBeGreaterThan(0);
    expect(accounts()).toBe(before);
  });

  it('has its key in state_dir, made by the first of several runs, for nobody else to read', async () => {
    const state = join(pebble.dir, 'state');
    const before = accounts();
    const args = acmeArgs(pebble, { account_key: '', state_dir: state });
    await Promise.all([issue(args), issue(args), issue(args)]);
    await issue(args);
    const [name = '', ...more] = readdirSync(state);
    expect({ name, more }).toEqual({
      name: expect.stringMatching(/^acme-account-[0-9a-f]{16}\.key$/),
      more: [],
    });
    expect(statSync(join(state, name)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(state, name), 'utf8')).toContain('BEGIN PRIVATE KEY');
    expect(accounts()).toBe(before + 1);
  });

  it('keeps its key in COUNTERSIGN_STATE_DIR when nothing else is said', async () => {
    const state = join(pebble.dir, 'given');
    const passing = await aRunner({
      environment: { PATH: process.env.PATH, COUNTERSIGN_STATE_DIR: state },
      passEnv: ['COUNTERSIGN_STATE_DIR'],
    });
    try {
      await issueBy(passing, 'acme', wish, acmeArgs(pebble, { account_key: '' }));
      expect(readdirSync(state)).toHaveLength(1);
    } finally {
      await passing.close();
    }
  });

  it('is bound to an external account by its key', async () => {
    const binding = { eab_kid: eabKey.kid, eab_hmac_key: eabKey.hmac };
    expect((await issue(acmeArgs(bound, binding))).checks).toContain('key');
    const padded = { ...binding, eab_hmac_key: Buffer.from(eabKey.hmac, 'base64url').toString('base64') };
    expect(
      (await issue(acmeArgs(bound, { ...padded, account_key: aKey('p256', 'third').pem }))).checks,
    ).toContain('key');
  });

  it.each([
    [{}, /wants an external account binding: give eab_kid and eab_hmac_key$/],
    [{ eab_kid: 'kid-1' }, /eab_kid and eab_hmac_key go together$/],
    [
      { eab_kid: 'kid-1', eab_hmac_key: Buffer.alloc(32).toString('base64') },
      /the CA refused \(HTTP \d+\): \w+: /,
    ],
    [{ eab_kid: 'kid-1', eab_hmac_key: 'no base64 at all!' }, /eab_hmac_key is not base64url$/],
  ])('says what is wrong with a binding %#', async (binding, words) => {
    const unbound = { account_key: aKey('p256', 'unbound').pem };
    expect(await failure(acmeArgs(bound, { ...unbound, ...binding }))).toMatch(words);
  });

  it.each([
    ['ed25519', 'account_key must be an RSA key or an EC key on P-256, P-384 or P-521'],
    ['secp256k1', 'account_key must be'],
  ] as const)('refuses a key of kind %s', async (kind, words) => {
    expect(await failure(acmeArgs(pebble, { account_key: aKey(kind, 'acme account').pem }))).toContain(words);
  });

  it('refuses what is no key, without repeating it', async () => {
    const words = 'AcmeError: account_key is not a private key in PEM form without a passphrase';
    expect(await failure(acmeArgs(pebble, { account_key: 'this-is-no-key-at-all' }))).toBe(words);
  });
});
