import type { StoreClient } from './store-client.js';

/** True for the one process that does the work of this name in the next `ms`. */
export async function claimTurn(client: StoreClient, name: string, ms: number): Promise<boolean> {
  const key = client.keys.lookup(`turn:${name}`);
  const set = await client.command((redis) => redis.set(key, '1', 'PX', Math.ceil(ms), 'NX'));
  return set === 'OK';
}
