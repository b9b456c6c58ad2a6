import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOpener, createSealer } from '../../src/redis/secret-box.js';
import { sealDynamicValue } from '../../src/workflow/seal-dynamic-value.js';
import { aRedis, type TestRedis } from '../builders/redis.js';
import { aStorePair, type StorePair } from '../redis/store-pair.js';

const ring = [{ name: 'k1', key: randomBytes(32) }];
const sealer = createSealer(ring, randomBytes(32));
const secret = 'line one "quoted"\n  дом 🔑';

describe('sealDynamicValue', () => {
  let redis: TestRedis;
  let stores: StorePair;
  const id = '0000-0001';

  beforeAll(async () => {
    redis = await aRedis();
    stores = await aStorePair(redis);
    await stores.one.drafts.create({
      ...{ format: 1, kind: 'request', id, user: 'U0EVE', channel: null },
      ...{ values: { p1: { days: '30' } }, sealed: {} },
    });
  });
  afterAll(async () => {
    stores.close();
    await redis.close();
  });

  const seal = (value: string, more: Partial<Parameters<typeof sealDynamicValue>[1]> = {}) =>
    sealDynamicValue(
      { drafts: stores.one.drafts, sealer },
      { id, user: 'U0EVE', profileId: 'p1', name: 'token', value, ...more },
    );
  const stored = async () => {
    const draft = await stores.two.drafts.read(id);
    if (draft?.kind !== 'request') throw new Error('no draft');
    return draft;
  };

  it('seals the value for the request that the draft becomes, without its trailing newline', async () => {
    const result = await seal(`${secret}\r\n\n`);
    expect(result).toMatchObject({ kind: 'sealed', isShort: false });
    const { sealed, values } = await stored();
    const field = sealed.p1?.token;
    if (!field) throw new Error('nothing sealed');
    const binding = { owner: 'request', id, name: 'token' } as const;
    expect(createOpener(ring).open(field.sealed, binding)).toBe(secret);
    expect(field.mark).toBe(sealer.mark(secret, binding));
    expect(values).toEqual({ p1: { days: '30' } });
    expect(JSON.stringify([result, await stored()])).not.toMatch(/line one|дом/);
  });

  it('keeps the values of other profiles and names, and replaces its own', async () => {
    await seal('another value', { profileId: 'p2' });
    await seal('a second value', { name: 'pin' });
    const before = await stored();
    await seal('replaced');
    const { sealed } = await stored();
    expect(Object.keys(sealed)).toEqual(['p1', 'p2']);
    expect(Object.keys(sealed.p1 ?? {})).toEqual(['token', 'pin']);
    expect(sealed.p2).toEqual(before.sealed.p2);
    expect(sealed.p1?.token?.mark).not.toBe(before.sealed.p1?.token?.mark);
  });

  it.each(['', '  ', '\n\n'])('refuses %j and leaves what is set', async (value) => {
    const before = await stored();
    expect(await seal(value)).toEqual({ kind: 'refused', sentence: 'Enter a value for token.' });
    expect(await stored()).toEqual(before);
  });

  it('tells when a value is too short to be found in what a script prints', async () => {
    expect(await seal('12345\n')).toMatchObject({ kind: 'sealed', isShort: true });
    expect(await seal('123456')).toMatchObject({ kind: 'sealed', isShort: false });
  });

  it('writes into nobody else\u2019s draft, and knows a draft that is gone', async () => {
    const before = await stored();
    expect(await seal('a value', { user: 'U0ELI' })).toEqual({ kind: 'expired' });
    expect(await stored()).toEqual(before);
    expect(await seal('a value', { id: '0000-0009' })).toEqual({ kind: 'expired' });
  });
});
