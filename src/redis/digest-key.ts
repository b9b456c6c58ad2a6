import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Binding, type EncryptedValue, encryptedValueSchema } from '../domain/encrypted-value.js';
import { type KeyRing, newestKey } from './key-ring.js';
import { loadLuaScript } from './lua-script.js';
import { formatRecord, readValue } from './read-record.js';
import { open, seal } from './secret-box.js';
import type { StoreClient } from './store-client.js';

const NAME = 'the digest key';

/**
 * The key of the marks in digests: 32 random bytes that the first process of a workspace makes and keeps, sealed,
 * in Redis. It stays the same when the ring is rotated: only its seal is renewed, under the newest key.
 */
export async function loadDigestKey(
  client: StoreClient,
  { ring, workspace }: { readonly ring: KeyRing; readonly workspace: string },
): Promise<Buffer> {
  const binding: Binding = { owner: 'workspace', id: workspace, name: 'digest-key' };
  const { digestKey: at } = client.keys;
  const fresh = format(seal(ring, randomBytes(32), binding));
  await client.command((redis) => redis.setnx(at, fresh));
  const kept = await readValue(client, encryptedValueSchema, at, NAME);
  if (!kept) throw new Error(`${NAME} is gone from Redis right after it was written`);
  const key = open(ring, kept, binding);
  if (kept.key !== newestKey(ring).name) {
    await client.script(
      loadLuaScript('replace-value'),
      [at],
      [format(kept), format(seal(ring, key, binding))],
      z.literal([0, 1]),
    );
  }
  return key;
}

function format(sealed: EncryptedValue): string {
  return formatRecord(encryptedValueSchema, NAME, sealed);
}
