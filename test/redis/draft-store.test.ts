import { beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '../../src/domain/draft.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import type { StorePair } from './store-pair.js';

const draft: Draft = {
  ...{ format: 1, kind: 'request', id: '7k3m-q2fp', user: 'U0EVE', channel: null, values: {}, sealed: {} },
};
const type = (name: string) => (current: Draft) =>
  current.kind === 'request' ? { ...current, values: { ...current.values, [name]: { a: 'b' } } } : current;

describe('createDraftStore', () => {
  let pair: StorePair;
  const storesOfTest = storesOfEachTest();
  beforeEach(() => {
    pair = storesOfTest();
  });

  it('gives a draft back until it is removed', async () => {
    await pair.one.drafts.create(draft);
    expect(await pair.two.drafts.read(draft.id)).toEqual(draft);
    await pair.two.drafts.remove(draft.id);
    expect(await pair.one.drafts.read(draft.id)).toBeNull();
    expect(await pair.one.drafts.update(draft.id, type('x'))).toBeNull();
  });

  it('loses nothing of what two windows typed at once', async () => {
    await pair.one.drafts.create(draft);
    const names = Array.from({ length: 20 }, (_, index) => `p${index}`);
    const stores = [pair.one, pair.two];
    await Promise.all(names.map((name, at) => stores[at % 2]?.drafts.update(draft.id, type(name))));
    const typed = await pair.one.drafts.read(draft.id);
    expect(typed?.kind === 'request' && Object.keys(typed.values).sort()).toEqual(names.sort());
  });

  it('lives for its time after the last change', async () => {
    await pair.one.drafts.create(draft);
    const key = pair.one.client.keys.draft(draft.id);
    expect(await pair.raw.pttl(key)).toBeGreaterThan(50_000);
    await pair.raw.pexpire(key, 5000);
    await pair.two.drafts.update(draft.id, type('x'));
    expect(await pair.raw.pttl(key)).toBeGreaterThan(50_000);
  });

  it('does not overwrite a draft by creating it again', async () => {
    await pair.one.drafts.create(draft);
    await expect(pair.two.drafts.create({ ...draft, user: 'U0ELI' })).rejects.toThrow('was not created');
    expect(await pair.one.drafts.read(draft.id)).toEqual(draft);
  });

  it('leaves no audit entry', async () => {
    await pair.one.drafts.create(draft);
    expect(await pair.raw.exists(pair.one.client.keys.audit)).toBe(0);
  });
});
