import { z } from 'zod';
import { encryptedValueSchema } from './encrypted-value.js';
import { parameterSchema } from './parameter.js';
import { personSchema, rosterSchema } from './person.js';
import { openPolicy, policySchema } from './policy.js';
import { cardPlaceSchema, profileNewsSchema } from './profile-news.js';

/** A profile's name as people type it after `/cert request`: letters, digits, dash, dot, underscore. */
export const PROFILE_NAME = /^[a-z0-9][a-z0-9._-]{0,39}$/;

/** What a script is known by: its name for people, the hash of its bytes for workers. */
export const scriptReferenceSchema = z.strictObject({ name: z.string(), hash: z.string().length(64) });

/** Everything about a profile that a save may change. */
export const profileSettingsSchema = z.strictObject({
  name: z.string().regex(PROFILE_NAME),
  description: z.string().max(500),
  script: scriptReferenceSchema,
  parameters: z.array(parameterSchema).max(30).readonly(),
  approvers: rosterSchema,
  approvalsRequired: z.int().min(1),
  channel: z.string().min(1),
  timeLimitMs: z.int().positive(),
  maxValidityDays: z.int().positive().nullable(),
  allowExtraNames: z.boolean(),
  /** Its scripts find the files of the last run again; one run at a time. */
  keepsState: z.boolean().default(false),
  policy: policySchema.default(openPolicy),
});
export type ProfileSettings = z.infer<typeof profileSettingsSchema>;

/** What brought a version about. */
export const saveCauseSchema = z.enum([
  'created',
  'edited',
  'restored',
  'imported',
  'secret-replaced',
  'script-accepted',
]);
export type SaveCause = z.infer<typeof saveCauseSchema>;

/** One save of a profile: what it was, by whom, when. Versions are 1, 2, ... and never change. */
export const profileVersionSchema = z.strictObject({
  number: z.int().min(1),
  author: personSchema,
  savedAt: z.number(),
  cause: saveCauseSchema.optional(),
  /** The admin who let it through, where saves are reviewed. */
  reviewer: personSchema.optional(),
  settings: profileSettingsSchema,
});
export type ProfileVersion = z.infer<typeof profileVersionSchema>;

/** A save that waits for a second admin (COUNTERSIGN_PROFILE_REVIEW). It is void once the profile moved on. */
export const proposalSchema = z.strictObject({
  id: z.string(),
  author: personSchema,
  at: z.number(),
  cause: saveCauseSchema,
  /** The version that it was made from. */
  basedOn: z.int().min(1),
  settings: profileSettingsSchema,
  /** Of every sensitive static parameter of `settings`. */
  sealed: z.record(z.string(), encryptedValueSchema),
  /** Where other admins are asked, once they are. */
  card: cardPlaceSchema.nullable(),
});
export type Proposal = z.infer<typeof proposalSchema>;

/** The profile as it is now: its current version and the sealed values of its sensitive static parameters. */
export const profileSchema = z.strictObject({
  format: z.literal(1),
  id: z.string().min(1),
  revision: z.int().min(1),
  status: z.enum(['enabled', 'disabled', 'deleted']),
  version: profileVersionSchema,
  sealed: z.record(z.string(), encryptedValueSchema),
  proposal: proposalSchema.nullable().default(null),
  /** Parameters that became sensitive at a version: their plain values still have to go from what is older. */
  hiding: z
    .array(z.strictObject({ name: z.string(), since: z.int().min(2) }))
    .readonly()
    .default([]),
  news: z.array(profileNewsSchema).readonly().default([]),
});
export type Profile = z.infer<typeof profileSchema>;
