import { z } from 'zod';
import { encryptedValueSchema } from './encrypted-value.js';
import { typedKeyWishSchema } from './key-wish.js';
import { parameterSchema } from './parameter.js';

/** A sealed value in a draft, with its mark: what the form shows as "set". */
const sealedFieldSchema = z.strictObject({ sealed: encryptedValueSchema, mark: z.string() });

/**
 * A request that is being filled in. `id` is the id the request will have. `values` and `sealed` are by profile
 * id, then by parameter name, so that changing the profile and changing back loses nothing.
 */
export const requestDraftSchema = z.strictObject({
  format: z.literal(1),
  kind: z.literal('request'),
  id: z.string(),
  user: z.string(),
  channel: z.string().nullable(),
  values: z.record(z.string(), z.record(z.string(), z.string())),
  sealed: z.record(z.string(), z.record(z.string(), sealedFieldSchema)),
  /** A CSR that did not come through the form, such as that of a message; taken when the form gives none. */
  csr: z.string().optional(),
  /** Whether the requester gives a CSR (as when absent) or Countersign makes key and CSR. */
  way: z.enum(['give-csr', 'make-key']).optional(),
  /** What was typed for a key to be made; the passphrase is never in a draft. */
  keyWish: z.strictObject({ typed: typedKeyWishSchema, reason: z.string() }).optional(),
});
export type RequestDraft = z.infer<typeof requestDraftSchema>;

/** One row of a profile draft: a stable row id, so that moving rows never moves what was typed. */
export const draftRowSchema = z.strictObject({
  row: z.string(),
  parameter: parameterSchema,
  sealed: encryptedValueSchema.nullable(),
});
export type DraftRow = z.infer<typeof draftRowSchema>;

/** A profile that is being defined. `id` is the id the profile will have. */
export const profileDraftSchema = z.strictObject({
  format: z.literal(1),
  kind: z.literal('profile'),
  id: z.string(),
  user: z.string(),
  rows: z.array(draftRowSchema).readonly(),
});
export type ProfileDraft = z.infer<typeof profileDraftSchema>;

export const draftSchema = z.discriminatedUnion('kind', [requestDraftSchema, profileDraftSchema]);
export type Draft = z.infer<typeof draftSchema>;
