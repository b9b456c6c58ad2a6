import { z } from 'zod';
import { rosterSchema } from './person.js';

/**
 * One rule about DNS names, in lower-case punycode: `www.example.com` is that name, `*.example.com` that
 * wildcard, and `.example.com` is every name below it (and not itself).
 */
export const DNS_RULE = /^(\*?\.)?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/;
const dnsRules = z
  .array(z.string().max(254).regex(DNS_RULE, 'give a DNS name in lower case, or one after "*." or "."'))
  .max(100)
  .readonly();

export const keyAlgorithms = ['RSA', 'EC', 'Ed25519', 'Ed448'] as const;

/** What a profile allows: which names and keys, who may ask, what approvals need, how long things wait. */
export const policySchema = z.strictObject({
  names: z.strictObject({
    /** Empty: every DNS name that is not denied. */
    allowed: dnsRules,
    denied: dnsRules,
    wildcards: z.boolean(),
    mostLabels: z.int().min(1).max(127).nullable(),
    mostNames: z.int().min(1).max(1000).nullable(),
    ips: z.boolean(),
    emails: z.boolean(),
    uris: z.boolean(),
  }),
  keys: z.strictObject({
    algorithms: z.array(z.enum(keyAlgorithms)).min(1).readonly(),
    leastRsaBits: z.int().min(2048).max(16_384),
    leastCurveBits: z.int().min(224).max(521),
  }),
  /** Null: every full member. Guests and outsiders only where the roster lists them by user id. */
  requesters: rosterSchema.nullable(),
  /** Null: as configured for all profiles. */
  pendingExpiryMs: z.int().positive().nullable(),
  approvalExpiryMs: z.int().positive().nullable(),
  runsAtOnce: z.int().min(1).nullable(),
  reasons: z.strictObject({
    request: z.enum(['optional', 'mandatory']),
    approve: z.enum(['optional', 'mandatory']),
    deny: z.enum(['optional', 'mandatory']),
  }),
  /** An admin may approve alone, with a reason, loudly. */
  breakGlass: z.boolean(),
  /** Whether Countersign may make the key, and how long the encrypted key waits to be fetched after issue. */
  madeKeys: z.strictObject({ allowed: z.boolean(), keepDays: z.int().min(1).max(90) }),
  /** Where the card goes. */
  place: z.enum(['profile-channel', 'command-channel', 'direct-message']),
});
export type Policy = z.infer<typeof policySchema>;

/** What a profile allows when nobody said otherwise: what a sane CA takes, from every member. */
export const openPolicy: Policy = {
  names: {
    ...{ allowed: [], denied: [], wildcards: true, mostLabels: null, mostNames: null },
    ...{ ips: true, emails: true, uris: true },
  },
  keys: { algorithms: [...keyAlgorithms], leastRsaBits: 2048, leastCurveBits: 256 },
  requesters: null,
  pendingExpiryMs: null,
  approvalExpiryMs: null,
  runsAtOnce: null,
  reasons: { request: 'optional', approve: 'optional', deny: 'optional' },
  breakGlass: false,
  madeKeys: { allowed: true, keepDays: 7 },
  place: 'profile-channel',
};
