import { z } from 'zod';
import type { StoreClient } from './store-client.js';

const formatSchema = z.object({ format: z.unknown() });
const storedSchema = z.tuple([z.string().nullable(), z.string().nullable()]);

/**
 * The record in `text`. Throws when it has a format that this version does not know, or is not what it claims
 * to be; the message names the record and the fields, never their values.
 */
export function parseRecord<T>(schema: z.ZodType<T>, name: string, text: string): T {
  const value: unknown = parseJson(name, text);
  const { data } = formatSchema.safeParse(value);
  if (data && data.format !== 1) {
    throw new Error(
      `${name} has format ${JSON.stringify(data.format)}, but this version of Countersign reads format 1`,
    );
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const paths = parsed.error.issues.map(({ path, code }) => `${path.join('.')} (${code})`);
  throw new Error(`${name} is not a valid record: ${paths.join(', ')}`);
}

/** The JSON of a record that was checked: what cannot be read back is never written. */
export function formatRecord<T>(schema: z.ZodType<T>, name: string, record: T): string {
  const text = JSON.stringify(record);
  parseRecord(schema, name, text);
  return text;
}

export type StoredRecord<T> = { readonly revision: number; readonly record: T };

/** The record kept under `key`, with the revision at which it is kept. */
export async function readRecord<T>(
  client: StoreClient,
  schema: z.ZodType<T>,
  key: string,
  name: string,
): Promise<StoredRecord<T> | null> {
  const reply = await client.command((redis) => redis.hmget(key, 'revision', 'body'));
  const [revision, body] = storedSchema.parse(reply);
  if (revision === null || body === null) return null;
  return { revision: Number(revision), record: parseRecord(schema, name, body) };
}

/** As parseRecord for a value kept as plain text under `key`. */
export async function readValue<T>(
  client: StoreClient,
  schema: z.ZodType<T>,
  key: string,
  name: string,
): Promise<T | null> {
  const text = await client.command((redis) => redis.get(key));
  return text === null ? null : parseRecord(schema, name, text);
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${name} is not JSON`);
  }
}
