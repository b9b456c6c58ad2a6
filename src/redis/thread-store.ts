import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { threadRecordSchema } from '../domain/thread-record.js';
import type { ThreadStore } from '../workflow/ports.js';
import { loadLuaScript } from './lua-script.js';
import { formatRecord, readValue } from './read-record.js';
import type { StoreClient } from './store-client.js';

/** Where requests are visible. Whoever saves holds the lock, so the record needs no revision of its own. */
export function createThreadStore(client: StoreClient): ThreadStore {
  const { thread: keyOf, threadLock } = client.keys;
  const [releaseLock, renewLock] = [loadLuaScript('release-lock'), loadLuaScript('renew-lock')];
  return {
    read: (requestId) =>
      readValue(client, threadRecordSchema, keyOf(requestId), `thread of request ${requestId}`),
    async save(thread) {
      const text = formatRecord(threadRecordSchema, `thread of request ${thread.request}`, thread);
      await client.command((redis) => redis.set(keyOf(thread.request), text));
    },
    async lock(requestId, ms) {
      const [key, token] = [threadLock(requestId), randomUUID()];
      const holder = await client.command(async (redis) => {
        const set = await redis.set(key, token, 'PX', Math.ceil(ms), 'NX');
        return set === 'OK' ? token : await redis.get(key); // sent twice, the second finds our own token
      });
      if (holder !== token) return null;
      return {
        async renew(longer) {
          const args = [token, String(Math.ceil(longer))];
          return (await client.script(renewLock, [key], args, z.literal([0, 1]))) === 1;
        },
        async release() {
          await client.script(releaseLock, [key], [token], z.literal([0, 1]));
        },
      };
    },
  };
}
