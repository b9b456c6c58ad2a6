import { runLogSchema } from '../domain/run-log.js';
import type { RunLogStore } from '../workflow/ports.js';
import { formatRecord, readValue } from './read-record.js';
import type { StoreClient } from './store-client.js';

/** What scripts printed; each log ends by itself after `keepMs`. */
export function createRunLogStore(client: StoreClient, { keepMs }: { readonly keepMs: number }): RunLogStore {
  const { runLog: keyOf } = client.keys;
  const nameOf = (request: string, run: number) => `log of run ${run} of request ${request}`;
  return {
    async save(log) {
      const text = formatRecord(runLogSchema, nameOf(log.request, log.run), log);
      await client.command((redis) => redis.set(keyOf(log.request, log.run), text, 'PX', Math.ceil(keepMs)));
    },
    read: (request, run) => readValue(client, runLogSchema, keyOf(request, run), nameOf(request, run)),
  };
}
