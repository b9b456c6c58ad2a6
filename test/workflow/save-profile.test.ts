import { beforeEach, describe, expect, it } from 'vitest';
import { profileRulesSchema } from '../../src/domain/draft.js';
import { hashScript } from '../../src/domain/script.js';
import type { ChannelReach } from '../../src/workflow/ports.js';
import { type ProfileForm, type SaveProfileDeps, saveProfile } from '../../src/workflow/save-profile.js';
import { aDirectory } from '../builders/directory.js';
import { ben, eve, MONDAY } from '../builders/profile.js';
import { aScript } from '../builders/script.js';
import { aChecker } from '../builders/script-checker.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import { auditOf, type StorePair, silentLog } from '../redis/store-pair.js';

const script = aScript(undefined, 'acme_ca');
const sealed = { format: 1, key: 'k1', nonce: 'bm8=', ciphertext: 'AAAA', tag: 'dGFn' } as const;
const plain = (name: string, value = 'v') => ({ name, value, sensitive: false, dynamic: false }) as const;
const secret = (name: string) => ({ name, secret: 'secret-1', sensitive: true, dynamic: false }) as const;

function aForm(overrides: Partial<ProfileForm> = {}): ProfileForm {
  return {
    ...{ id: 'pr0web', author: ben, surface: 'slack', name: 'web', description: 'Web servers' },
    ...{ scriptName: 'acme_ca', parameters: [plain('ca_url'), secret('token')], sealed: { token: sealed } },
    ...{ approvers: { users: ['U0AMY', 'U0ABE'], groups: [] }, approvalsRequired: ' 2 ' },
    ...{ channel: 'C0CERTS', rules: profileRulesSchema.parse({ timeLimitMs: 60_000 }) },
    ...overrides,
  };
}

describe('saveProfile', () => {
  let pair: StorePair;
  const storesOfTest = storesOfEachTest();
  beforeEach(() => {
    pair = storesOfTest();
  });

  const depsOf = (more: Partial<SaveProfileDeps> = {}, stores = pair.one): SaveProfileDeps => ({
    ...{ profiles: stores.profiles, scripts: stores.scripts, log: silentLog },
    shelf: { names: async () => ['acme_ca'], read: async (name) => (name === 'acme_ca' ? script : null) },
    directory: aDirectory({ standings: { U0GUS: 'guest', U0ZOE: 'outsider' }, groups: { S0PKI: ['U0BEN'] } }),
    channels: { reach: async () => ({ kind: 'member' }) },
    clock: { now: () => MONDAY },
    admins: { users: [], groups: ['S0PKI'] },
    botName: 'countersign',
    ...{ needsReview: false, profileNews: { wake: () => undefined }, ...aChecker() },
    ...more,
  });
  const reach = (kind: ChannelReach['kind']) => depsOf({ channels: { reach: async () => ({ kind }) } });
  const faultsOf = async (form: ProfileForm, deps = depsOf()) => {
    const result = await saveProfile(deps, form);
    return result.kind === 'faults'
      ? result.faults.map(({ field, sentence }) => `${field}: ${sentence}`)
      : [];
  };

  it('stores version 1 with the script by its hash, the sealed values and an audit entry', async () => {
    const result = await saveProfile(depsOf(), aForm());
    const stored = await pair.two.profiles.byName('web');
    expect(result).toEqual({ kind: 'saved', profile: stored });
    expect(stored).toMatchObject({
      ...{ id: 'pr0web', revision: 1, status: 'enabled', sealed: { token: sealed } },
      version: { number: 1, author: ben, savedAt: MONDAY, settings: { approvalsRequired: 2 } },
    });
    expect(stored?.version.settings.script).toEqual({ name: 'acme_ca', hash: hashScript(script) });
    expect(await pair.two.scripts.read(hashScript(script))).toEqual(script);
    const [[, entry = ''] = []] = await auditOf(pair);
    expect(JSON.parse(entry)).toMatchObject({
      action: 'profile.created',
      actor: ben,
      facts: { name: 'web' },
    });
  });

  it('makes one profile of a form that is submitted twice at once', async () => {
    const results = await Promise.all([
      saveProfile(depsOf(), aForm()),
      saveProfile(depsOf({}, pair.two), aForm()),
      saveProfile(depsOf(), aForm()),
    ]);
    for (const result of results) expect(result).toMatchObject({ kind: 'saved', profile: { id: 'pr0web' } });
    expect(await pair.one.profiles.list()).toHaveLength(1);
    expect(await auditOf(pair)).toHaveLength(1);
  });

  it('gives a name to one of two forms that want it', async () => {
    await saveProfile(depsOf(), aForm());
    expect(await faultsOf(aForm({ id: 'pr0other' }))).toEqual(['name: There is a profile "web" already.']);
  });

  it('lists every fault at its field, and stores nothing', async () => {
    const form = aForm({
      ...{ name: 'Web Servers', description: 'x'.repeat(501), scriptName: 'gone', channel: '' },
      ...{ approvers: { users: [], groups: [] }, approvalsRequired: '1.5' },
      parameters: [plain('a'), plain('a'), secret('constructor'), plain('k', '-----BEGIN PRIVATE KEY-----')],
    });
    const faults = await faultsOf(form);
    expect(faults.map((fault) => fault.split(':')[0]).sort()).toEqual([
      ...['approvals-required', 'approvers', 'channel', 'description', 'name'],
      ...['parameters', 'parameters', 'parameters', 'script'],
    ]);
    expect(faults.join('\n')).toMatch(
      /a is there twice[\s\S]*constructor has no value[\s\S]*k holds a private key/,
    );
    expect(await pair.one.profiles.list()).toEqual([]);
  });

  it.each(['', '0', '-1', '100', 'two', '1e1', '٣'])('refuses %j as approvals required', async (given) => {
    const groups = { users: [], groups: ['S0PKI'] };
    expect(await faultsOf(aForm({ approvalsRequired: given, approvers: groups }))).toEqual([
      'approvals-required: Give a whole number from 1 to 99.',
    ]);
  });

  it('refuses more approvals than there are people among approvers and groups', async () => {
    expect(await faultsOf(aForm({ approvalsRequired: '3' }))).toEqual([
      'approvals-required: There are only 2 approver(s) in all, so 3 can never be reached.',
    ]);
    const approvers = { users: ['U0AMY'], groups: ['S0PKI'] };
    expect(await faultsOf(aForm({ approvalsRequired: '3', approvers }))).toHaveLength(1);
    expect(await faultsOf(aForm({ approvalsRequired: '2', approvers }))).toEqual([]);
  });

  it.each(['U0ZOE'])('refuses %s, who may not act here, as an approver', async (user) => {
    const approvers = { users: ['U0AMY', user], groups: [] };
    expect(await faultsOf(aForm({ approvalsRequired: '1', approvers }))).toEqual([
      'approvers: An outsider, a bot or somebody who left cannot approve. Choose members of this workspace.',
    ]);
  });

  it('takes 30 parameters and refuses 31', async () => {
    const many = Array.from({ length: 31 }, (_, i) => plain(`p${i}`));
    expect(await faultsOf(aForm({ parameters: many }))).toEqual([
      'parameters: A profile has at most 30 parameters.',
    ]);
    expect(await faultsOf(aForm({ parameters: many.slice(1) }))).toEqual([]);
  });

  it.each([
    ['not-a-member', '/invite'],
    ['not-found', '/invite'],
    ['archived', 'archived'],
  ] as const)('refuses a channel that is %s to it, saying "%s"', async (kind, words) => {
    expect(await faultsOf(aForm(), reach(kind))).toEqual([expect.stringContaining(words)]);
  });

  it('refuses a value that the header of the script requires and nobody filled in', async () => {
    const parameters = [{ ...plain('ca_url', ''), required: true }, plain('note', '')];
    expect(await faultsOf(aForm({ parameters, sealed: {} }))).toEqual([
      'parameters: ca_url is empty, but it is marked as required.',
    ]);
  });

  it('is for admins only, whom it looks up at that moment', async () => {
    expect(await saveProfile(depsOf(), aForm({ author: eve }))).toEqual({ kind: 'not-an-admin' });
    const refusals = ['U0GUS', 'U0ZOE'].map((user) =>
      saveProfile(depsOf(), aForm({ author: { user, team: 'T0ACME' } })),
    );
    expect(await Promise.all(refusals)).toMatchObject([
      { kind: 'no-standing', refusal: { standing: 'guest' } },
      { kind: 'no-standing', refusal: { standing: 'outsider' } },
    ]);
    const lost = async () => Promise.reject(new Error('no answer'));
    const deps = depsOf({ directory: { standing: lost, membersOf: lost } });
    await expect(saveProfile(deps, aForm())).rejects.toThrow('no answer');
    expect(await pair.one.profiles.list()).toEqual([]);
  });
});
