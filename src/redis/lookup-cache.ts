import type { StoreClient } from './store-client.js';

/** Answers remembered for a short while, for all processes of a workspace. Values are JSON text. */
export function createLookupCache(client: StoreClient) {
  return {
    get: (key: string) => client.command((redis) => redis.get(client.keys.lookup(key))),
    async set(key: string, value: string, ttlMs: number): Promise<void> {
      await client.command((redis) => redis.set(client.keys.lookup(key), value, 'PX', ttlMs));
    },
  };
}
