import { z } from 'zod';
import { csrSchema } from './csr.js';
import { nameSchema } from './names.js';
import { parameterSchema } from './parameter.js';
import { rosterSchema } from './person.js';
import { openPolicy, policySchema } from './policy.js';
import { type Profile, scriptReferenceSchema } from './profile.js';

/**
 * All that an approval approves and a run uses, copied at one moment from profile and wish. Sensitive dynamic
 * values appear as HMAC marks only; sensitive static ones not at all (the profile's current values are used).
 */
export const snapshotSchema = z.strictObject({
  profile: z.strictObject({ id: z.string(), name: z.string(), version: z.int().min(1) }),
  script: scriptReferenceSchema,
  csr: csrSchema,
  commonName: z.string().min(1),
  names: z.array(nameSchema).readonly(),
  parameters: z.array(parameterSchema).readonly(),
  dynamicValues: z.record(z.string(), z.string()),
  dynamicMarks: z.record(z.string(), z.string()),
  approvers: rosterSchema,
  approvalsRequired: z.int().min(1),
  channel: z.string(),
  timeLimitMs: z.int().positive(),
  maxValidityDays: z.int().positive().nullable(),
  allowExtraNames: z.boolean(),
  keepsState: z.boolean().default(false),
  policy: policySchema.default(openPolicy),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

/** The requester's part of a snapshot: what they asked for and assigned. */
export type Wish = Pick<Snapshot, 'csr' | 'commonName' | 'names' | 'dynamicValues' | 'dynamicMarks'>;

/** The snapshot of a wish under the profile as it is now. */
export function takeSnapshot(profile: Profile, wish: Wish): Snapshot {
  const { number, settings } = profile.version;
  return {
    profile: { id: profile.id, name: settings.name, version: number },
    script: settings.script,
    csr: wish.csr,
    commonName: wish.commonName,
    names: wish.names,
    parameters: settings.parameters,
    dynamicValues: wish.dynamicValues,
    dynamicMarks: wish.dynamicMarks,
    approvers: settings.approvers,
    approvalsRequired: settings.approvalsRequired,
    channel: settings.channel,
    timeLimitMs: settings.timeLimitMs,
    maxValidityDays: settings.maxValidityDays,
    allowExtraNames: settings.allowExtraNames,
    keepsState: settings.keepsState,
    policy: settings.policy,
  };
}
