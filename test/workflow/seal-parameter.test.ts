import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ProfileDraft } from '../../src/domain/draft.js';
import { createOpener, createSealer } from '../../src/redis/secret-box.js';
import { deleteParameter } from '../../src/workflow/delete-parameter.js';
import { sealParameter } from '../../src/workflow/seal-parameter.js';
import { setParameter } from '../../src/workflow/set-parameter.js';
import { startProfile } from '../../src/workflow/start-profile.js';
import type { TypedParameter } from '../../src/workflow/typed-parameter.js';
import { aDirectory } from '../builders/directory.js';
import { ben, eve, MONDAY } from '../builders/profile.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import { contentOf, type StorePair } from '../redis/store-pair.js';

const ring = [{ name: 'k1', key: randomBytes(32) }];
const value = randomBytes(24).toString('base64url');

describe('a profile draft', () => {
  let pair: StorePair;
  let draft: ProfileDraft;
  let count = 0;
  const ids = { request: () => 'unused', profile: () => `pr${count++}`, secret: () => `secret-${count++}` };
  const depsOf = (stores = pair.one) => ({
    ...{ drafts: stores.drafts, profiles: stores.profiles, ids },
    sealer: createSealer(ring, randomBytes(32)),
    directory: aDirectory({ standings: { U0GUS: 'guest' } }),
    admins: { users: ['U0BEN'], groups: [] },
    ...{ clock: { now: () => MONDAY }, runTimeLimitMs: 60_000 },
  });
  const owner = () => ({ draft: draft.id, user: ben.user });
  const seal = (row: string, name: string, text: string) =>
    sealParameter(depsOf(), { ...owner(), row, name, value: text });
  const set = (row: string, name: string, more: Partial<TypedParameter> = {}) =>
    setParameter(depsOf(), { ...owner(), row, name, sensitive: false, dynamic: false, value: '', ...more });
  const rows = async () => {
    const now = await pair.two.drafts.read(draft.id);
    return now?.kind === 'profile' ? now.rows : [];
  };

  const storesOfTest = storesOfEachTest();
  beforeEach(async () => {
    pair = storesOfTest();
    const started = await startProfile(depsOf(), ben);
    if (started.kind !== 'started') throw new Error('ben is an admin');
    draft = started.draft;
  });

  it('is started by admins only', async () => {
    expect(await startProfile(depsOf(), eve)).toEqual({ kind: 'not-an-admin' });
    expect(await startProfile(depsOf(), { user: 'U0GUS', team: 'T0ACME' })).toMatchObject({
      kind: 'no-standing',
      refusal: { standing: 'guest' },
    });
  });

  it('keeps a sensitive value sealed for the profile that it becomes, and nowhere in the clear', async () => {
    expect(await seal('r1', 'token', `${value}\n`)).toMatchObject({ kind: 'sealed', isShort: false });
    const [row] = await rows();
    const sealed = row?.sealed;
    if (!sealed) throw new Error('the row holds a sealed value');
    const opener = createOpener(ring);
    expect(opener.open(sealed, { owner: 'profile', id: draft.id, name: 'token' })).toBe(value);
    expect(() => opener.open(sealed, { owner: 'profile', id: draft.id, name: 'x' })).toThrow();
    const stored = Object.values(await contentOf(pair)).map((dump) =>
      Buffer.from(dump, 'base64').toString('latin1'),
    );
    expect(stored.join()).toContain('token');
    expect(stored.join()).not.toContain(value);
  });

  it('warns of a value that is too short to be scrubbed, and keeps it', async () => {
    expect(await seal('r1', 'pin', '12345')).toMatchObject({ kind: 'sealed', isShort: true });
    expect(await seal('r2', 'pin2', '123456')).toMatchObject({ kind: 'sealed', isShort: false });
    expect(await rows()).toHaveLength(2);
  });

  it('keeps the line breaks inside a value', async () => {
    await seal('r1', 'key', 'one\ntwo\r\n\n');
    await set('r2', 'text', { value: 'one\n\ntwo\n' });
    const [key, text] = await rows();
    if (!key?.sealed) throw new Error('the row holds a sealed value');
    const binding = { owner: 'profile', id: draft.id, name: 'key' } as const;
    expect(createOpener(ring).open(key.sealed, binding)).toBe('one\ntwo');
    expect(text?.parameter).toMatchObject({ value: 'one\n\ntwo' });
  });

  it('keeps a sealed value when nothing is entered under the same name only', async () => {
    await seal('r1', 'token', value);
    const before = await rows();
    expect(await set('r1', 'token', { sensitive: true })).toEqual({ kind: 'value-wanted', mayKeep: true });
    expect(await seal('r1', 'token', ' \n')).toMatchObject({ kind: 'kept' });
    expect(await rows()).toEqual(before);
    expect(await set('r1', 'renamed', { sensitive: true })).toEqual({ kind: 'value-wanted', mayKeep: false });
    expect(await seal('r1', 'renamed', '')).toEqual({
      kind: 'refused',
      sentence: 'Enter the value of renamed.',
    });
  });

  it('gives a replaced value a new id', async () => {
    await seal('r1', 'token', value);
    const [before] = await rows();
    await seal('r1', 'token', `${value}2`);
    const [after] = await rows();
    expect(after?.parameter).not.toEqual(before?.parameter);
  });

  it.each([
    ['plain', { value: 'open' }],
    ['dynamic', { dynamic: true }],
    ['dynamic and sensitive', { dynamic: true, sensitive: true }],
  ])('drops the sealed value of a parameter that becomes %s', async (_kind, marks) => {
    await seal('r1', 'token', value);
    expect(await set('r1', 'token', marks)).toMatchObject({ kind: 'set' });
    expect(await rows()).toMatchObject([{ row: 'r1', sealed: null }]);
  });

  it('lists what is wrong with a parameter at its field', async () => {
    await set('r1', 'taken');
    const key = '-----BEGIN EC PRIVATE KEY-----';
    const faultsOf = async (name: string, text = '') => {
      const result = await set('r2', name, { value: text });
      return result.kind === 'faults' ? result.faults.map(({ field }) => field) : [];
    };
    expect(await faultsOf('__proto__', key)).toEqual(['name', 'value']);
    expect(await faultsOf('taken')).toEqual(['name']);
    expect(await faultsOf(key)).toEqual(['name']);
    expect(await faultsOf('x'.repeat(65))).toEqual(['name']);
    expect(await faultsOf('constructor')).toEqual([]);
    expect(await set('r3', 'taken', { sensitive: true })).toMatchObject({ kind: 'faults' });
    expect(await seal('r3', 'taken', value)).toMatchObject({ kind: 'refused' });
  });

  it('takes 30 rows, and all of those that come at once', async () => {
    const all = await Promise.all(Array.from({ length: 31 }, (_, i) => set(`r${i}`, `p${i}`)));
    expect(all.filter(({ kind }) => kind === 'set')).toHaveLength(30);
    expect(await rows()).toHaveLength(30);
    expect(await set('r-again', 'p-again')).toMatchObject({ kind: 'faults' });
    await deleteParameter(depsOf(), { ...owner(), row: 'r1' });
    await deleteParameter(depsOf(), { ...owner(), row: 'r1' });
    expect(await rows()).toHaveLength(29);
  });

  it('keeps a value that is too long for Slack while nothing is entered', async () => {
    await set('r1', 'bundle', { value: 'short' });
    const long = { name: 'bundle', sensitive: false, dynamic: false, value: 'x'.repeat(5000) } as const;
    await pair.one.drafts.update(draft.id, (now) =>
      now.kind === 'profile' ? { ...now, rows: [{ row: 'r1', parameter: long, sealed: null }] } : now,
    );
    await set('r1', 'bundle', { label: 'Bundle' });
    expect(await rows()).toMatchObject([{ parameter: { label: 'Bundle', value: long.value } }]);
    await set('r1', 'bundle', { value: 'new' });
    expect(await rows()).toMatchObject([{ parameter: { value: 'new' } }]);
  });

  it('checks a sensitive value as it is sealed, without saying it', async () => {
    const check = { kind: 'pattern', options: '', pattern: '[0-9]{8}' } as const;
    await set('r1', 'pin', { sensitive: true, check, label: 'PIN' });
    const refused = await seal('r1', 'pin', 'not-a-number');
    expect(refused).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('[0-9]{8}') });
    expect(JSON.stringify(refused)).not.toContain('not-a-number');
    expect(await rows()).toEqual([]);
    expect(await seal('r1', 'pin', '12345678')).toMatchObject({ kind: 'sealed' });
    expect(await rows()).toMatchObject([{ parameter: { label: 'PIN', check: { kind: 'pattern' } } }]);
  });

  it('is gone for everybody but the admin who fills it in', async () => {
    const place = { draft: draft.id, user: eve.user, row: 'r1', name: 'token' };
    const marks = { sensitive: false, dynamic: false, value: '' };
    expect(await setParameter(depsOf(), { ...place, ...marks })).toEqual({ kind: 'draft-gone' });
    expect(await sealParameter(depsOf(), { ...place, value })).toEqual({ kind: 'draft-gone' });
    expect(await deleteParameter(depsOf(), place)).toBeNull();
    expect(await rows()).toEqual([]);
    await pair.one.drafts.remove(draft.id);
    expect(await seal('r1', 'token', value)).toEqual({ kind: 'draft-gone' });
    expect(await seal('r1', 'token', '')).toEqual({ kind: 'draft-gone' });
    expect(await set('r1', 'token', { sensitive: true })).toEqual({ kind: 'draft-gone' });
  });
});
