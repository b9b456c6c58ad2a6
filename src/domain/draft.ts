import { z } from 'zod';
import { encryptedValueSchema } from './encrypted-value.js';
import { typedKeyWishSchema } from './key-wish.js';
import { parameterSchema } from './parameter.js';
import { rosterSchema } from './person.js';
import { openPolicy, policySchema } from './policy.js';

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

/**
 * One row of a profile draft: a stable row id, so that moving rows never moves what was typed. A sensitive static
 * parameter without a value names the secret `NOT_ENTERED`; one whose `sealed` is null has the profile's own value.
 */
export const draftRowSchema = z.strictObject({
  row: z.string(),
  parameter: parameterSchema,
  sealed: encryptedValueSchema.nullable(),
  /** It came from the script's header, and nobody has filled it in yet. */
  fromHeader: z.boolean().optional(),
});
export type DraftRow = z.infer<typeof draftRowSchema>;

/** The secret of a sensitive static parameter whose value is still to be entered. No value is ever named so. */
export const NOT_ENTERED = '';

const nobody = { users: [], groups: [] };

/** What stands in the fields of the profile form, as it was typed: right or wrong. */
export const typedProfileSchema = z.strictObject({
  name: z.string().default(''),
  description: z.string().default(''),
  scriptName: z.string().default(''),
  approvers: rosterSchema.default(nobody),
  approvalsRequired: z.string().default('1'),
  channel: z.string().default(''),
});
export type TypedProfile = z.infer<typeof typedProfileSchema>;

/** What is set in modals of its own, group by group, and was right when it was set. */
export const profileRulesSchema = z.strictObject({
  timeLimitMs: z.int().positive().default(300_000),
  maxValidityDays: z.int().positive().nullable().default(null),
  allowExtraNames: z.boolean().default(false),
  keepsState: z.boolean().default(false),
  policy: policySchema.default(openPolicy),
});
export type ProfileRules = z.infer<typeof profileRulesSchema>;

/** A profile that is being defined or changed by one admin. */
export const profileDraftSchema = z.strictObject({
  format: z.literal(1),
  kind: z.literal('profile'),
  id: z.string(),
  user: z.string(),
  rows: z.array(draftRowSchema).readonly(),
  typed: typedProfileSchema.prefault({}),
  rules: profileRulesSchema.prefault({}),
  /** The profile that it changes or becomes; sealed values are bound to it. Absent: the draft's own id. */
  profileId: z.string().optional(),
  /** The version that it changes; null: a new profile. */
  basedOn: z.int().min(1).nullable().default(null),
  /** A sensitive parameter whose value is being asked for, until it is sealed into its row. */
  asked: draftRowSchema.nullable().default(null),
  /** When something was typed into it last, ms; 0: never. */
  touchedAt: z.number().default(0),
  /** The moment of Slack's event that `typed` is from, ms: an older event that comes later does not count. */
  typedAt: z.number().default(0),
  /** Part of the ids of the form's inputs; another one makes Slack show what the draft holds. */
  form: z.string().default(''),
});
export type ProfileDraft = z.infer<typeof profileDraftSchema>;

/** The id of the profile that a draft changes or becomes. */
export function profileIdOf({ id, profileId }: ProfileDraft): string {
  return profileId ?? id;
}

/** Which draft of a new profile a person touched last: `/cert profile new` offers to go on with it. */
export const newProfileSchema = z.strictObject({
  format: z.literal(1),
  kind: z.literal('new-profile'),
  id: z.string(),
  user: z.string(),
  draft: z.string(),
});

export const draftSchema = z.discriminatedUnion('kind', [
  requestDraftSchema,
  profileDraftSchema,
  newProfileSchema,
]);
export type Draft = z.infer<typeof draftSchema>;
