import { z } from 'zod';
import type { Request } from '../domain/request.js';
import { CountersignError } from '../errors.js';
import type { RequestStore } from '../workflow/ports.js';
import { loadLuaScript } from './lua-script.js';
import type { StoredRecord } from './read-record.js';
import type { StoreClient } from './store-client.js';

const MAX_ATTEMPTS = 20;
const replySchema = z.enum(['renewed', 'conflict']);

/**
 * The lease's end lives in its index only, so that a renewal is no change of the record. A worker that was held
 * up for long may not renew the lease of a later run.
 */
export function createRenewLease(
  client: StoreClient,
  read: (id: string) => Promise<StoredRecord<Request> | null>,
): RequestStore['renewLease'] {
  const lua = loadLuaScript('renew-lease');
  const { index, request } = client.keys;
  return async (id, run, until) => {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const seen = await read(id);
      if (seen?.record.status !== 'issuing' || seen.record.run !== run) return false;
      const args = [id, String(until), String(seen.revision)];
      const reply = await client.script(lua, [index('requests:lease'), request(id)], args, replySchema);
      if (reply === 'renewed') return true;
    }
    throw new CountersignError('store-unavailable', new Error(`request ${id} was changed all the time`));
  };
}
