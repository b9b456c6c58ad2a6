import { z } from 'zod';

/** A long text that is looked at page by page: a script, what changed in one, or what a test printed. */
const schema = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('script'), name: z.string(), page: z.int().min(0) }),
  z.strictObject({ of: z.literal('diff'), profileId: z.string(), page: z.int().min(0) }),
  z.strictObject({ of: z.literal('test'), id: z.string(), page: z.int().min(0) }),
]);
export type TextValue = z.infer<typeof schema>;

export function writeTextValue(value: TextValue): string {
  return JSON.stringify(value);
}

/** Throws when it is not ours. */
export function readTextValue(text: string): TextValue {
  return schema.parse(JSON.parse(text));
}
