import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Lock } from '../workflow/ports.js';
import { loadLuaScript } from './lua-script.js';
import type { StoreClient } from './store-client.js';

/** Locks that end by themselves after `ms`. Null: somebody else has it. */
export function createTakeLock(client: StoreClient): (key: string, ms: number) => Promise<Lock | null> {
  const [releaseLock, renewLock] = [loadLuaScript('release-lock'), loadLuaScript('renew-lock')];
  return async (key, ms) => {
    const token = randomUUID();
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
  };
}
