import { progressSchema } from '../domain/progress.js';
import type { ProgressStore } from '../workflow/ports.js';
import { formatRecord, readValue } from './read-record.js';
import type { StoreClient } from './store-client.js';

/** A run that goes on has news every minute at the latest: how long it takes. */
const KEEP_MS = 5 * 60_000;

/** What running scripts say: no record, and nothing that anybody has to clear up. */
export function createProgressStore(client: StoreClient): ProgressStore {
  const keyOf = client.keys.progress;
  const nameOf = (requestId: string) => `progress of request ${requestId}`;
  return {
    async save(requestId, progress) {
      const text = formatRecord(progressSchema, nameOf(requestId), progress);
      await client.command((redis) => redis.set(keyOf(requestId), text, 'PX', KEEP_MS));
    },
    read: (requestId) => readValue(client, progressSchema, keyOf(requestId), nameOf(requestId)),
  };
}
