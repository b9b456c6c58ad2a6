import { z } from 'zod';
import { encryptedValueSchema } from './encrypted-value.js';

/** How long a packed state may be: an account's key and a few tokens, not a cache. */
export const mostStateBytes = 1 << 20;

/** What a profile keeps between runs, sealed. `version` is another one after every save. */
export const profileStateSchema = z.strictObject({
  format: z.literal(1),
  version: z.string().min(1),
  sealed: encryptedValueSchema,
});
export type ProfileState = z.infer<typeof profileStateSchema>;
