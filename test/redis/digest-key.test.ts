import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadDigestKey } from '../../src/redis/digest-key.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import type { StorePair } from './store-pair.js';

const k1 = { name: 'k1', key: randomBytes(32) };
const k2 = { name: 'k2', key: randomBytes(32) };

describe('loadDigestKey', () => {
  let pair: StorePair;
  const storesOfTest = storesOfEachTest();
  beforeEach(() => {
    pair = storesOfTest();
  });
  const load = (store: StorePair['one'], ...ring: (typeof k1)[]) =>
    loadDigestKey(store.client, { ring, workspace: pair.workspace });
  const kept = async () => (await pair.raw.get(pair.one.client.keys.digestKey)) ?? '';

  it('is the same 32 bytes for every process that starts at once', async () => {
    const keys = await Promise.all(
      Array.from({ length: 10 }, (_, at) => load(at % 2 ? pair.one : pair.two, k1)),
    );
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect(keys[0]).toHaveLength(32);
    expect(await kept()).not.toContain(keys[0]?.toString('base64'));
  });

  it('stays the same when the ring is rotated, and is then sealed under the newest key', async () => {
    const before = await load(pair.one, k1);
    expect(await load(pair.two, k2, k1)).toEqual(before);
    expect(JSON.parse(await kept())).toMatchObject({ key: 'k2' });
    expect(await load(pair.one, k2)).toEqual(before);
  });

  it('throws when the ring lost the key, and keeps what is there', async () => {
    await load(pair.one, k1);
    const before = await kept();
    await expect(load(pair.two, k2)).rejects.toThrow('there is no key named "k1"');
    expect(await kept()).toBe(before);
  });

  it('throws when it is the key of another workspace', async () => {
    await load(pair.one, k1);
    const other = loadDigestKey(pair.one.client, { ring: [k1], workspace: 'other' });
    await expect(other).rejects.toThrow('does not open');
  });
});
