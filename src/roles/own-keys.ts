import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { KeyRing } from '../redis/key-ring.js';

const line = z
  .string()
  .regex(/^[a-z0-9-]{1,32}:[A-Za-z0-9+/]{43}=$/)
  .transform((text) => {
    const [name = '', key = ''] = text.split(':');
    return { name, key: Buffer.from(key, 'base64') };
  });

/**
 * The key ring that the embedded default and the demo make for themselves, in a file only this user can read
 * (0600). Made once; losing it loses every sealed value. Throws when the file is not what was written.
 */
export function ownKeys(dataDir: string): KeyRing {
  const path = join(dataDir, 'keys');
  if (!existsSync(path)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(path, `own-1:${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  }
  return z.array(line).min(1).parse(readFileSync(path, 'utf8').trim().split('\n'));
}
