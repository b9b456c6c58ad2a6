import { threadRecordSchema } from '../domain/thread-record.js';
import type { ThreadStore } from '../workflow/ports.js';
import { formatRecord, readValue } from './read-record.js';
import type { StoreClient } from './store-client.js';
import { createTakeLock } from './take-lock.js';

/** Where requests are visible. Whoever saves holds the lock, so the record needs no revision of its own. */
export function createThreadStore(client: StoreClient): ThreadStore {
  const { thread: keyOf, threadLock } = client.keys;
  const takeLock = createTakeLock(client);
  return {
    read: (requestId) =>
      readValue(client, threadRecordSchema, keyOf(requestId), `thread of request ${requestId}`),
    async save(thread) {
      const text = formatRecord(threadRecordSchema, `thread of request ${thread.request}`, thread);
      await client.command((redis) => redis.set(keyOf(thread.request), text));
    },
    lock: (requestId, ms) => takeLock(threadLock(requestId), ms),
  };
}
