import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Request } from '../../src/domain/request.js';
import { indexesOf } from '../../src/domain/request-indexes.js';
import { mayBecome } from '../../src/domain/request-transitions.js';
import { aProfile, MONDAY } from '../builders/profile.js';
import { aRedis, type TestRedis } from '../builders/redis.js';
import { aRequest, aSnapshot } from '../builders/request.js';
import { anEntry, aStorePair, type StorePair } from './store-pair.js';

const audit = anEntry();
const guard = { kind: 'profile', id: 'pr0web', revision: 1 } as const;
const ids = ['aaaa-aaaa', 'bbbb-bbbb', 'cccc-cccc'];
const statuses = [
  'pending',
  'approved',
  'issuing',
  'issued',
  'failed',
  'unknown',
  'cancelled',
  'expired',
] as const;
const snapshots = ['a.example', 'b.example', 'Ä:{}.example'].map((value) =>
  aSnapshot({ commonName: value, names: [{ kind: 'dns', value }] }),
);

const steps = fc.array(
  fc.record({
    id: fc.constantFrom(...ids),
    status: fc.constantFrom(...statuses),
    snapshot: fc.constantFrom(...snapshots),
    changedAt: fc.integer({ min: MONDAY, max: MONDAY + 1000 }),
    isSealed: fc.boolean(),
  }),
  { minLength: 1, maxLength: 25 },
);

describe('the indexes of requests', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await aRedis();
  });
  afterAll(() => redis.close());

  it('are those of the records after any changes by two stores', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (plan) => {
        const pair = await aStorePair(redis);
        await pair.one.profiles.create(aProfile(), audit);
        for (const id of ids) await pair.one.requests.create(aRequest({ id }), audit, guard);
        await Promise.all([apply(pair.one, plan), apply(pair.two, plan.toReversed())]);
        expect(await indexesIn(pair)).toEqual(await recomputed(pair));
        pair.close();
      }),
      { numRuns: 25 },
    );
  });
});

type Plan = typeof steps extends fc.Arbitrary<infer T> ? T : never;

async function apply({ requests }: StorePair['one'], plan: Plan): Promise<void> {
  for (const { id, status, snapshot, changedAt, isSealed } of plan) {
    const value = { format: 1, key: 'k', nonce: '', ciphertext: '', tag: '' } as const;
    await requests.update(id, (request) => {
      if (!mayBecome(request.status, status)) return { refusal: 'no' };
      const sealed = isSealed ? { token: value } : {};
      return { next: aRequest({ status, id, snapshot, changedAt, sealed }), audit };
    });
  }
}

async function indexesIn({ raw, workspace }: StorePair): Promise<Record<string, string[]>> {
  const keys = await raw.keys(`countersign:{${workspace}}:requests*`);
  const found = await Promise.all(keys.map((key) => raw.zrange(key, 0, '-1', 'WITHSCORES')));
  return Object.fromEntries(keys.map((key, index) => [key, pairsOf(found[index] ?? [])]));
}

function pairsOf(flat: readonly unknown[]): string[] {
  return flat.flatMap((member, at) => (at % 2 === 0 ? [`${member} ${flat[at + 1]}`] : [])).sort();
}

async function recomputed({ one }: StorePair): Promise<Record<string, string[]>> {
  const expected: Record<string, string[]> = {};
  const requests = await Promise.all(ids.map((id) => one.requests.read(id)));
  for (const request of requests.filter((found): found is Request => found !== null)) {
    for (const { index, score } of indexesOf(request)) {
      const key = one.client.keys.index(index);
      expected[key] = [...(expected[key] ?? []), `${request.id} ${score}`].sort();
    }
  }
  return expected;
}
