import { type Draft, draftSchema } from '../domain/draft.js';
import type { DraftStore } from '../workflow/ports.js';
import { compareAndSwap } from './compare-and-swap.js';
import { formatRecord, readRecord } from './read-record.js';
import type { StoreClient } from './store-client.js';
import { createWriteRecord } from './write-record.js';

/** Drafts over Redis; each ends by itself `ttlMs` after its last change. They leave no audit entry. */
export function createDraftStore(client: StoreClient, { ttlMs }: { readonly ttlMs: number }): DraftStore {
  const { draft: keyOf } = client.keys;
  const write = createWriteRecord(client);
  const read = (id: string) => readRecord(client, draftSchema, keyOf(id), `draft ${id}`);
  const save = (draft: Draft, expected: number) => {
    const body = formatRecord(draftSchema, `draft ${draft.id}`, draft);
    return write({ key: keyOf(draft.id), expected, body, ttlMs });
  };
  return {
    async create(draft) {
      const outcome = await save(draft, 0);
      if (outcome !== 'written') throw new Error(`draft ${draft.id} was not created: ${outcome}`);
    },
    read: async (id) => (await read(id))?.record ?? null,
    async update(id, change) {
      const write = async ({ revision }: { revision: number }, { next }: { next: Draft }) => ({
        outcome: await save(next, revision),
        record: next,
      });
      const swap = { read: () => read(id), write };
      const changed = await compareAndSwap(`draft ${id}`, swap, (draft) => ({
        next: change(draft),
        audit: null,
      }));
      return changed.kind === 'changed' ? changed.record : null;
    },
    async remove(id) {
      await client.command((redis) => redis.del(keyOf(id)));
    },
  };
}
