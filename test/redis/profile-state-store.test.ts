import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { createStateBox } from '../../src/redis/secret-box.js';
import { aProfile } from '../builders/profile.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import { anEntry, auditOf, contentOf, type StorePair } from './store-pair.js';

const [oldKey, newKey] = ['old', 'new'].map((name, at) => ({ name, key: Buffer.alloc(32, at + 1) }));
if (!oldKey || !newKey) throw new Error('two names make two keys');
const box = createStateBox([oldKey]);
const entry = anEntry({ action: 'profile.state-forgotten', subject: { kind: 'profile', id: 'p-1' } });
const due = (number: number) => ({ requestId: `0000-000${number}`, run: 1 });

describe('the state of a profile', () => {
  let pair: StorePair;
  const storesOfTest = storesOfEachTest();
  beforeEach(() => {
    pair = storesOfTest();
  });

  const opened = async () => {
    const kept = await pair.two.states.read('p-1');
    return kept && box.open(kept.sealed, 'p-1');
  };

  it('is what was kept last, up to more than 1 MB, and nowhere to be read as it is', async () => {
    expect(await pair.one.states.read('p-1')).toBeNull();
    const large = 'canary'.repeat(180_000);
    expect(await pair.one.states.replace('p-1', null, box.seal(large, 'p-1'))).toBe(true);
    expect(await opened()).toBe(large);
    const version = (await pair.one.states.read('p-1'))?.version ?? '';
    expect(await pair.one.states.replace('p-1', version, box.seal('canary', 'p-1'))).toBe(true);
    expect(await opened()).toBe('canary');
    expect(JSON.stringify(await contentOf(pair))).not.toContain(Buffer.from('canary').toString('base64'));
    expect(await pair.two.states.read('p-2')).toBeNull();
  });

  it('is replaced only by whoever saw it as it is', async () => {
    const { one, two } = pair;
    const seal = (text: string) => box.seal(text, 'p-1');
    const first = [one, two, one, two].map(({ states }, at) => states.replace('p-1', null, seal(`${at}`)));
    expect((await Promise.all(first)).filter((isKept) => isKept)).toHaveLength(1);
    const version = (await one.states.read('p-1'))?.version ?? '';
    const next = [one, two, one, two].map(({ states }) => states.replace('p-1', version, seal('next')));
    expect((await Promise.all(next)).filter((isKept) => isKept)).toHaveLength(1);
    expect(await one.states.replace('p-1', null, seal('late'))).toBe(false);
    expect(await opened()).toBe('next');
  });

  it('is forgotten with an entry in the audit log, and cannot be brought back by whoever saw it', async () => {
    await pair.one.states.replace('p-1', null, box.seal('kept', 'p-1'));
    const version = (await pair.one.states.read('p-1'))?.version ?? '';
    expect(await pair.two.states.forget('p-1', entry)).toBe(true);
    expect(await pair.two.states.forget('p-1', entry)).toBe(false);
    expect((await auditOf(pair)).map(([sequence, text]) => [sequence, JSON.parse(text)])).toEqual([
      [1, entry],
    ]);
    expect(await pair.one.states.replace('p-1', version, box.seal('back', 'p-1'))).toBe(false);
    expect(await pair.one.states.read('p-1')).toBeNull();
  });

  it('goes with its profile when that is deleted, not before', async () => {
    const profile = aProfile({ id: 'p-1' });
    await pair.one.profiles.create(profile, entry);
    await pair.one.states.replace('p-1', null, box.seal('kept', 'p-1'));
    await pair.one.states.replace('p-2', null, box.seal('kept', 'p-2'));
    const becomes = (status: 'disabled' | 'deleted') =>
      pair.one.profiles.update('p-1', (current) => ({ next: { ...current, status }, audit: entry }));
    await becomes('disabled');
    expect(await opened()).toBe('kept');
    await becomes('deleted');
    expect([await opened(), (await pair.one.states.read('p-2')) === null]).toEqual([null, false]);
  });

  it('opens for its own profile, and by an old key of the ring', () => {
    const sealed = box.seal('kept', 'p-1');
    expect(createStateBox([newKey, oldKey]).open(sealed, 'p-1')).toBe('kept');
    expect(() => box.open(sealed, 'p-2')).toThrow('was sealed for another place');
    expect(() => createStateBox([newKey]).open(sealed, 'p-1')).toThrow('there is no key named "old"');
  });

  it('is for one run at a time; those that come meanwhile are told of in their order', async () => {
    const stores = [pair.one, pair.two];
    const locks = await Promise.all(
      Array.from({ length: 20 }, (_, at) => stores[at % 2]?.states.lock('p-1', due(0), 5000)),
    );
    const [lock, ...others] = locks.filter((found) => found !== null);
    expect(others).toEqual([]);
    for (const number of [3, 1, 2, 3]) {
      expect(await pair.two.states.lock('p-1', due(number), 5000)).toBeNull();
      await pause(2);
    }
    expect(await pair.two.states.lock('p-2', due(4), 5000)).not.toBeNull();
    const waiting = await lock?.release();
    expect(waiting).toEqual([due(0), due(3), due(1), due(2)]);
    const next = await pair.two.states.lock('p-1', due(3), 5000);
    expect(await next?.release()).toEqual([]);
  });

  it('is free again when the lock ended by itself, and then not released by who had it', async () => {
    const first = await pair.one.states.lock('p-1', due(1), 30);
    expect(await pair.two.states.lock('p-1', due(2), 5000)).toBeNull();
    expect(await first?.renew(60)).toBe(true);
    await pause(90);
    const second = await pair.two.states.lock('p-1', due(2), 5000);
    expect(await first?.renew(5000)).toBe(false);
    expect(await pair.one.states.lock('p-1', due(3), 5000)).toBeNull();
    expect(await first?.release()).toEqual([]);
    expect(await second?.release()).toEqual([due(3)]);
  });
});
