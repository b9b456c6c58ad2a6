import { type ProfileTest, profileTestSchema } from '../domain/profile-test.js';
import type { ProfileTestStore } from '../workflow/profile-tests.js';
import { compareAndSwap } from './compare-and-swap.js';
import { formatRecord, readRecord } from './read-record.js';
import type { StoreClient } from './store-client.js';
import { createWriteRecord } from './write-record.js';

/** Tests over Redis; each ends by itself `ttlMs` after its last change. */
export function createProfileTestStore(
  client: StoreClient,
  { ttlMs }: { readonly ttlMs: number },
): ProfileTestStore {
  const { test: keyOf, testsDue: index } = client.keys;
  const write = createWriteRecord(client);
  const nameOf = (id: string) => `test ${id}`;
  const read = (id: string) => readRecord(client, profileTestSchema, keyOf(id), nameOf(id));
  const stepOf = (test: ProfileTest) => {
    const due = dueAt(test);
    return {
      ...{ key: keyOf(test.id), body: formatRecord(profileTestSchema, nameOf(test.id), test), ttlMs },
      ...(due === null
        ? { unindex: [{ key: index, member: test.id }] }
        : { index: [{ key: index, member: test.id, score: due }] }),
    };
  };
  return {
    async create(test, audit) {
      return (await write({ ...stepOf(test), expected: 0, audit })) === 'written';
    },
    read: async (id) => (await read(id))?.record ?? null,
    async update(id, change) {
      const swap = {
        read: () => read(id),
        write: async ({ revision }: { revision: number }, step: Step) => ({
          outcome: await write({ ...stepOf(step.next), expected: revision, audit: step.audit }),
          record: step.next,
        }),
      };
      const changed = await compareAndSwap(nameOf(id), swap, change);
      return changed.kind === 'changed' ? changed.record : null;
    },
    async due(now, limit) {
      const ids = await client.command((redis) => redis.zrangebyscore(index, '-inf', now, 'LIMIT', 0, limit));
      const found = await Promise.all(ids.map(read));
      // A record that ended by itself is due for nothing.
      const gone = ids.filter((_, at) => found[at] === null);
      if (gone.length > 0) await client.command((redis) => redis.zrem(index, ...gone));
      return ids.filter((_, at) => found[at] !== null);
    },
  };
}

type Step = { readonly next: ProfileTest; readonly audit: Parameters<ProfileTestStore['create']>[1] | null };

/** When somebody has to look at it; null: never again. */
function dueAt({ state, createdAt }: ProfileTest): number | null {
  switch (state.kind) {
    case 'waiting':
      return createdAt;
    case 'running':
      return state.leaseEnds;
    case 'ended':
      return state.told ? null : state.at;
  }
}
