import { z } from 'zod';
import { type Request, requestSchema } from '../domain/request.js';
import { mayBecome } from '../domain/request-transitions.js';
import type { RequestStore } from '../workflow/ports.js';
import { compareAndSwap, type Swap } from './compare-and-swap.js';
import { dueRequests } from './due-requests.js';
import { guardsOf, limitsOf } from './guards.js';
import type { Keys } from './keys.js';
import { loadLuaScript } from './lua-script.js';
import { formatRecord, readRecord } from './read-record.js';
import { createRenewLease } from './renew-lease.js';
import { indexChanges } from './request-indexes.js';
import { findRequests } from './request-queries.js';
import { traceRequests } from './request-traces.js';
import type { StoreClient } from './store-client.js';
import { createWriteRecord, type WriteRecord } from './write-record.js';

/** Requests over Redis: every change is one atomic step with its indexes and its audit entry. */
export function createRequestStore(client: StoreClient): RequestStore {
  const { keys } = client;
  const write = createWriteRecord(client);
  const read = (id: string) => readRecord(client, requestSchema, keys.request(id), nameOf(id));
  return {
    async create(request, audit, guard) {
      const first: Request = { ...request, revision: 1 };
      const body = formatRecord(requestSchema, nameOf(request.id), first);
      const record = { key: keys.request(request.id), expected: 0, body, audit };
      const outcome = await write({
        ...record,
        ...indexChanges(keys, null, first),
        guards: guardsOf(keys, guard),
      });
      if (outcome === 'written') return 'created';
      if (outcome === 'exists') return 'id-taken';
      if (outcome === 'guard-failed') return outcome;
      throw new Error(`${nameOf(request.id)} was not created: ${outcome}`);
    },
    read: async (id) => (await read(id))?.record ?? null,
    async update(id, change) {
      const swap = { read: () => read(id), write: swapOver(keys, write, id) };
      const changed = await compareAndSwap(nameOf(id), swap, change);
      if (changed.kind === 'taken') throw new Error(`${nameOf(id)} claims nothing, yet it was taken`);
      return changed;
    },
    ...findRequests(client),
    ...dueRequests(client),
    ...traceRequests(client),
    renewLease: createRenewLease(client, read),
    ...announcements(client),
  };
}

function nameOf(id: string): string {
  return `request ${id}`;
}

function swapOver(keys: Keys, write: WriteRecord, id: string): Swap<Request>['write'] {
  return async ({ revision, record: old }, { next, audit, guard }) => {
    if (next.id !== id) throw new Error(`${nameOf(id)} cannot become ${nameOf(next.id)}`);
    if (!mayBecome(old.status, next.status)) {
      throw new Error(`${nameOf(id)} is ${old.status} and cannot become ${next.status}`);
    }
    const record: Request = { ...next, revision: revision + 1 };
    const body = formatRecord(requestSchema, nameOf(id), record);
    const outcome = await write({
      ...{ key: keys.request(id), expected: revision, body, audit },
      ...indexChanges(keys, old, record),
      ...{ guards: guardsOf(keys, guard), limits: limitsOf(keys, guard) },
    });
    return { outcome, record };
  };
}

function announcements(client: StoreClient): Pick<RequestStore, 'settleAnnouncement'> {
  const lua = loadLuaScript('settle-announcement');
  const dueKeys = [client.keys.index('requests:due')];
  return {
    async settleAnnouncement(id, revision) {
      await client.script(lua, dueKeys, [id, String(revision)], z.literal(1));
    },
  };
}
