import { z } from 'zod';
import { type Binding, encryptedValueSchema } from '../domain/encrypted-value.js';
import type { KeptKey } from '../domain/key-fate.js';
import type { MadeKeyAddress, MadeKeySafe, MadeKeyStore } from '../workflow/made-keys.js';
import type { KeyRing } from './key-ring.js';
import { formatRecord, readValue } from './read-record.js';
import { open, seal } from './secret-box.js';
import type { StoreClient } from './store-client.js';

/** Nobody fetches a key after a year: it ends then, whatever happened to its request. */
const LONGEST_MS = 365 * 86_400_000;

/** Made keys over Redis: one value each, and an index that is written before it and removed after it. */
export function createMadeKeyStore(client: StoreClient): MadeKeyStore {
  const { madeKey: keyOf, madeKeys: index } = client.keys;
  return {
    async kept() {
      const found = await client.command((redis) => redis.zrange(index, 0, '-1', 'WITHSCORES'));
      return pairsOf(z.array(z.string()).parse(found)).map(([member, score]) =>
        keptKey(member, Number(score)),
      );
    },
    async endBy(address, at) {
      const key = keyOf(address.request, address.publicKeySha256);
      const left = await client.command((redis) => redis.pttl(key));
      // Written once, not at every look: the last millisecond of a round trip does not matter.
      if (left > at - Date.now() + 60_000) await client.command((redis) => redis.pexpireat(key, at));
    },
    async remove(address) {
      await client.command((redis) => redis.del(keyOf(address.request, address.publicKeySha256)));
      await client.command((redis) => redis.zrem(index, memberOf(address)));
    },
  };
}

/**
 * The safe for made keys. It seals and opens these and nothing else, so that the bot can hand a key out and still
 * not open a sensitive value.
 */
export function createMadeKeySafe(client: StoreClient, ring: KeyRing): MadeKeySafe {
  const { madeKey: keyOf, madeKeys: index } = client.keys;
  return {
    async put(address, encryptedPem, now) {
      const sealed = seal(ring, Buffer.from(encryptedPem, 'utf8'), bindingOf(address));
      const text = formatRecord(encryptedValueSchema, nameOf(address), sealed);
      const key = keyOf(address.request, address.publicKeySha256);
      await client.command((redis) => redis.zadd(index, now, memberOf(address)));
      await client.command((redis) => redis.set(key, text, 'PX', LONGEST_MS));
    },
    async read(address) {
      const key = keyOf(address.request, address.publicKeySha256);
      const sealed = await readValue(client, encryptedValueSchema, key, nameOf(address));
      return sealed && open(ring, sealed, bindingOf(address)).toString('utf8');
    },
  };
}

function bindingOf({ request, publicKeySha256 }: MadeKeyAddress): Binding {
  return { owner: 'request', id: request, name: `made-key ${publicKeySha256}` };
}

function nameOf({ request }: MadeKeyAddress): string {
  return `made key of request ${request}`;
}

function memberOf({ request, publicKeySha256 }: MadeKeyAddress): string {
  return `${request} ${publicKeySha256}`;
}

function keptKey(member: string, putAt: number): KeptKey {
  const [request, publicKeySha256] = z.tuple([z.string(), z.string()]).parse(member.split(' '));
  return { request, publicKeySha256, putAt };
}

function pairsOf(flat: readonly string[]): readonly (readonly [string, string])[] {
  return flat.flatMap((member, i) => (i % 2 === 0 ? [[member, flat[i + 1] ?? '0'] as const] : []));
}
