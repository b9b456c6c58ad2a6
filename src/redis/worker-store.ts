import { workerRecordSchema } from '../domain/worker-record.js';
import type { WorkerStore } from '../workflow/ports.js';
import { formatRecord, readValue } from './read-record.js';
import type { StoreClient } from './store-client.js';

/** The workers that run: a record each, which ends by itself, and an index of their names by when it does. */
export function createWorkerStore(client: StoreClient): WorkerStore {
  const { worker: keyOf, workers: index } = client.keys;
  return {
    async announce(record, ms) {
      const text = formatRecord(workerRecordSchema, nameOf(record.name), record);
      await client.command((redis) => redis.set(keyOf(record.name), text, 'PX', Math.ceil(ms)));
      await client.command((redis) => redis.zadd(index, record.lastSeen + ms, record.name));
    },
    async withdraw(name) {
      await client.command((redis) => redis.del(keyOf(name)));
      await client.command((redis) => redis.zrem(index, name));
    },
    async list() {
      const names = await client.command((redis) => redis.zrange(index, '0', '-1'));
      const found = await Promise.all(
        names.map((name) => readValue(client, workerRecordSchema, keyOf(name), nameOf(name))),
      );
      const gone = names.filter((_, at) => found[at] === null);
      if (gone.length > 0) await client.command((redis) => redis.zrem(index, ...gone));
      return found.filter((record) => record !== null).sort((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}

function nameOf(worker: string): string {
  return `record of worker ${worker}`;
}
