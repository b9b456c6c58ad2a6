import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isAlive, readHolder } from './embedded-lock.js';

/** Where an embedded server's address is noted, for its user only: there may be a password in it. */
export const addressFile = (dir: string): string => join(dir, 'address');

/** The address of the embedded Redis that runs on this data folder, as ioredis takes it; null if none does. */
export function findEmbeddedRedis(dataDir: string): string | null {
  const dir = resolve(dataDir, 'redis');
  const holder = readHolder(join(dir, 'redis.pid'));
  if (holder === undefined || !isAlive(holder)) return null;
  try {
    return readFileSync(addressFile(dir), 'utf8');
  } catch {
    return null;
  }
}
