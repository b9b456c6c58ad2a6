import { uploadedScriptSchema } from '../domain/uploaded-script.js';
import type { ScriptUploads } from '../workflow/ports.js';
import { compareAndSwap } from './compare-and-swap.js';
import { formatRecord, readRecord } from './read-record.js';
import type { StoreClient } from './store-client.js';
import { createWriteRecord } from './write-record.js';

/** Scripts that came through Slack, over Redis: a record for each name, written in one step with its audit entry. */
export function createScriptUploads(client: StoreClient): ScriptUploads {
  const { uploadedScript: keyOf, uploadedScripts: index } = client.keys;
  const write = createWriteRecord(client);
  const nameOf = (name: string) => `uploaded script ${name}`;
  const readStored = (name: string) => readRecord(client, uploadedScriptSchema, keyOf(name), nameOf(name));
  return {
    async list() {
      const names = await client.command((redis) => redis.zrange(index, '0', '-1'));
      const found = await Promise.all(names.map(readStored));
      return found.flatMap((stored) => (stored ? [stored.record] : []));
    },
    read: async (name) => (await readStored(name))?.record ?? null,
    async put(uploaded, audit) {
      const { name, at } = uploaded;
      const body = formatRecord(uploadedScriptSchema, nameOf(name), uploaded);
      const save = (expected: number) =>
        write({ key: keyOf(name), expected, body, audit, index: [{ key: index, member: name, score: at }] });
      if ((await save(0)) === 'written') return;
      await compareAndSwap(
        nameOf(name),
        {
          read: () => readStored(name),
          write: async ({ revision }) => ({ outcome: await save(revision), record: uploaded }),
        },
        () => ({ next: uploaded, audit }),
      );
    },
  };
}
