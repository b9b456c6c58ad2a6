import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { auditHash } from '../domain/audit-entry.js';
import { encryptedValueSchema } from '../domain/encrypted-value.js';
import type { DueRun, ProfileStateStore } from '../workflow/ports.js';
import { loadLuaScript } from './lua-script.js';
import { formatRecord, parseRecord } from './read-record.js';
import type { StoreClient } from './store-client.js';

const storedSchema = z.tuple([z.string().nullable(), z.string().nullable()]);
const yesOrNo = z.literal([0, 1]);
const waitingSchema = z.array(z.string());
const memberSchema = z.tuple([z.string(), z.int().min(1)]);

/** What profiles keep between runs, and the lock that lets one run at a time have it. */
export function createProfileStateStore(client: StoreClient): ProfileStateStore {
  const { profileState: keyOf, auditSequence, audit: auditLog } = client.keys;
  const [replaceState, forgetState] = [loadLuaScript('replace-state'), loadLuaScript('forget-state')];
  return {
    async read(profileId) {
      const reply = await client.command((redis) => redis.hmget(keyOf(profileId), 'version', 'body'));
      const [version, body] = storedSchema.parse(reply);
      if (version === null || body === null) return null;
      return { version, sealed: parseRecord(encryptedValueSchema, nameOf(profileId), body) };
    },
    async replace(profileId, before, sealed) {
      const body = formatRecord(encryptedValueSchema, nameOf(profileId), sealed);
      const args = [before ?? '', randomUUID(), body];
      return (await client.script(replaceState, [keyOf(profileId)], args, yesOrNo)) === 1;
    },
    async forget(profileId, audit) {
      const keys = [keyOf(profileId), auditSequence, auditLog];
      const args = [JSON.stringify(audit), auditHash(audit)];
      return (await client.script(forgetState, keys, args, yesOrNo)) === 1;
    },
    lock: createLock(client),
  };
}

function nameOf(profileId: string): string {
  return `state of profile ${profileId}`;
}

function createLock(client: StoreClient): ProfileStateStore['lock'] {
  const { profileStateLock, profileStateWaiting } = client.keys;
  const [take, renew, release] = [
    loadLuaScript('take-state'),
    loadLuaScript('renew-lock'),
    loadLuaScript('release-state'),
  ];
  return async (profileId, { requestId, run }, ms) => {
    const token = randomUUID();
    const keys = [profileStateLock(profileId), profileStateWaiting(profileId)];
    const args = [token, String(Math.ceil(ms)), JSON.stringify([requestId, run])];
    if ((await client.script(take, keys, args, yesOrNo)) === 0) return null;
    return {
      async renew(longer) {
        const wish = [token, String(Math.ceil(longer))];
        return (await client.script(renew, keys.slice(0, 1), wish, yesOrNo)) === 1;
      },
      release: async () => (await client.script(release, keys, [token], waitingSchema)).map(dueRunOf),
    };
  };
}

function dueRunOf(member: string): DueRun {
  const [requestId, run] = memberSchema.parse(JSON.parse(member));
  return { requestId, run };
}
