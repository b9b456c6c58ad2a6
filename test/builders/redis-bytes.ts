import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every byte that a Redis server has on disk, as one text with a character for each byte. */
export function redisBytes(dir: string): string {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}
