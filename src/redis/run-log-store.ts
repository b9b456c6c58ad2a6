import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { runLogSchema } from '../domain/run-log.js';
import type { RunLogStore } from '../workflow/ports.js';
import { formatRecord, parseRecord } from './read-record.js';
import type { StoreClient } from './store-client.js';

/** More than head, tail and traceback can have, so that a value that is not ours does not fill the memory. */
const MOST_BYTES = 16 << 20;

/** What scripts printed, compressed (RFC 1952); each log ends by itself after `keepMs`. */
export function createRunLogStore(client: StoreClient, { keepMs }: { readonly keepMs: number }): RunLogStore {
  const { runLog: keyOf } = client.keys;
  const nameOf = (request: string, run: number) => `log of run ${run} of request ${request}`;
  return {
    async save(log) {
      const text = formatRecord(runLogSchema, nameOf(log.request, log.run), log);
      const bytes = await promisify(gzip)(text);
      await client.command((redis) => redis.set(keyOf(log.request, log.run), bytes, 'PX', Math.ceil(keepMs)));
    },
    async read(request, run) {
      const bytes = await client.command((redis) => redis.getBuffer(keyOf(request, run)));
      return bytes && parseRecord(runLogSchema, nameOf(request, run), await textOf(bytes));
    },
  };
}

/** Earlier versions kept the text as it is. */
async function textOf(bytes: Buffer): Promise<string> {
  const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const text = isCompressed ? await promisify(gunzip)(bytes, { maxOutputLength: MOST_BYTES }) : bytes;
  return text.toString('utf8');
}
