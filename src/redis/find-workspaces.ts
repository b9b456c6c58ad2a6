import type { Redis } from 'ioredis';
import { createKeys } from './keys.js';

/** The workspaces that have profiles in this Redis. It looks at every key: for a server of our own, on a terminal. */
export async function findWorkspaces(redis: Redis): Promise<readonly string[]> {
  const [before = '', after = ''] = createKeys('*').profileNames.split('*');
  const found = new Set<string>();
  let cursor = '0';
  do {
    const [next, keys] = await redis.scan(cursor, 'MATCH', `${before}*${after}`, 'COUNT', 1000);
    for (const key of keys) found.add(key.slice(before.length, key.length - after.length));
    cursor = next;
  } while (cursor !== '0');
  return [...found].sort();
}
