import { z } from 'zod';
import { requestSchema } from './request.js';

const statusSchema = z.enum(requestSchema.options.map(({ shape }) => shape.status.value));

/** Which requests somebody wants to see, and which page of them. */
export const listQuerySchema = z.strictObject({
  scope: z.enum(['mine', 'votes', 'all']),
  status: statusSchema.nullable(),
  /** A profile's name. */
  profile: z.string().max(40).nullable(),
  /** Part of a name or of the common name. */
  name: z.string().max(253).nullable(),
  page: z.int().min(1).max(1000),
});
export type ListQuery = z.infer<typeof listQuerySchema>;

export const firstPage: ListQuery = { scope: 'mine', status: null, profile: null, name: null, page: 1 };

export type ListWords =
  | { readonly ok: true; readonly query: ListQuery }
  | { readonly ok: false; readonly unknown: readonly string[] };

/** Reads `[mine|votes|all] [STATE] [profile=NAME] [name=PART] [page N]` in any order; names what is none of it. */
export function readListWords(words: readonly string[]): ListWords {
  const text = words.join(' ').replace(/\bpage[ =]+(\d+)\b/i, 'page=$1');
  const read = text
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => ({ word, ...readPart(word.toLowerCase()) }));
  const parts = Object.fromEntries(read.map(({ key, value }) => [key, value]));
  const parsed = listQuerySchema.safeParse({ ...firstPage, ...parts });
  if (parsed.success) return { ok: true, query: parsed.data };
  const wrong = new Set(
    parsed.error.issues.flatMap(({ path, code, ...issue }) => [
      ...path.map(String),
      ...('keys' in issue && code === 'unrecognized_keys' ? issue.keys.map(String) : []),
    ]),
  );
  return { ok: false, unknown: read.filter(({ key }) => wrong.has(key)).map(({ word }) => word) };
}

/** A word that is none of ours is a key of its own, which the schema does not know. */
function readPart(word: string): { readonly key: string; readonly value: string | number } {
  const { scope, status } = listQuerySchema.shape;
  if (scope.safeParse(word).success) return { key: 'scope', value: word };
  if (status.safeParse(word).success) return { key: 'status', value: word };
  const [, key, value = ''] = /^(profile|name|page)=(.+)$/.exec(word) ?? [];
  if (key === 'page') return { key, value: Number(value) };
  return key === undefined ? { key: word, value: word } : { key, value };
}
