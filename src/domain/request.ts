import { z } from 'zod';
import { certificateSchema } from './certificate.js';
import { encryptedValueSchema } from './encrypted-value.js';
import { failureClassSchema } from './failure-class.js';
import { madeKeySchema } from './made-key.js';
import { personSchema, rosterSchema } from './person.js';
import { requestHistorySchema } from './request-history.js';
import { runSchema } from './run.js';
import { snapshotSchema } from './snapshot.js';
import { voteSchema } from './vote.js';

/** A short, speakable id: two groups of four Crockford base32 letters, e.g. `7k3m-q2fp`. */
export const REQUEST_ID = /^[0-9a-hjkmnp-tv-z]{4}-[0-9a-hjkmnp-tv-z]{4}$/;

/** Why a run brought no certificate, in a code that `errors.ts` has words for. */
export const failureSchema = z.strictObject({
  code: z.enum([
    'script-raised',
    'script-exited',
    'script-killed',
    'script-returned-nothing-usable',
    'script-did-not-load',
    'certificate-withheld',
    'secret-missing',
    'marked-failed',
  ]),
  run: z.int().min(1),
  at: z.number(),
  faults: z.array(z.string()).readonly(),
  withheld: certificateSchema.nullable(),
  /** The admin who found at the CA that the run brought nothing. */
  markedBy: z.string().nullable(),
  class: failureClassSchema.default('script'),
});
export type Failure = z.infer<typeof failureSchema>;

/** Fields that a request has in every state. */
export const requestBaseSchema = z.strictObject({
  format: z.literal(1),
  id: z.string().regex(REQUEST_ID),
  revision: z.int().min(1),
  requester: personSchema,
  reason: z.string().max(2000).nullable(),
  createdAt: z.number(),
  changedAt: z.number(),
  snapshot: snapshotSchema,
  digest: z.string().length(64),
  sealed: z.record(z.string(), encryptedValueSchema),
  votes: z.array(voteSchema).readonly(),
  voidings: z.array(z.strictObject({ at: z.number(), from: z.int(), to: z.int() })).readonly(),
  runs: z.array(runSchema).readonly(),
  extraCertificates: z
    .array(z.strictObject({ run: z.int(), at: z.number(), certificate: certificateSchema }))
    .readonly(),
  /** Where the command was typed, or null: from a shortcut, the Home, a terminal. */
  askedIn: z.string().nullable().default(null),
  history: requestHistorySchema.nullable().default(null),
  /** An admin's approval alone, where the profile allows it. */
  override: z.strictObject({ by: z.string(), reason: z.string(), at: z.number() }).nullable().default(null),
  /** When those who can still vote were reminded. */
  reminders: z.array(z.number()).readonly().default([]),
  /** Fewer people can still vote than votes are needed. */
  blocked: z.strictObject({ since: z.number(), able: z.int(), needed: z.int() }).nullable().default(null),
  madeKey: madeKeySchema.nullable().default(null),
});
export type RequestBase = z.infer<typeof requestBaseSchema>;

const base = requestBaseSchema.shape;
const state = <const S extends string, F extends z.core.$ZodLooseShape>(status: S, fields: F) =>
  z.strictObject({ ...base, status: z.literal(status), ...fields });

/** One wish for one certificate: a union by status (design: pending, approved, issuing, and six ways to rest). */
export const requestSchema = z.discriminatedUnion('status', [
  state('pending', {
    expiresAt: z.number(),
    /** When those who can still vote are reminded next; null: no more before it expires. */
    remindAt: z.number().nullable().default(null),
    /** Who could still vote at the last reminder: those whom it names. */
    waitsFor: rosterSchema.nullable().default(null),
  }),
  state('approved', { approvedAt: z.number(), expiresAt: z.number(), retriedBy: z.string().nullable() }),
  state('issuing', { run: z.int().min(1), worker: z.string(), leaseUntil: z.number() }),
  state('issued', {
    certificate: certificateSchema,
    issuedAt: z.number(),
    attachedBy: z.string().nullable(),
  }),
  state('failed', { failure: failureSchema }),
  state('unknown', {
    run: z.int().min(1),
    why: z.enum(['timed-out', 'lost', 'lease-ended']),
    since: z.number(),
    retryAfter: z.number(),
  }),
  state('denied', { deniedBy: z.string(), denial: z.string().nullable(), deniedAt: z.number() }),
  state('cancelled', { cancelledBy: z.string().nullable(), why: z.string(), cancelledAt: z.number() }),
  state('expired', { from: z.enum(['pending', 'approved']), expiredAt: z.number() }),
]);
export type Request = z.infer<typeof requestSchema>;
export type Status = Request['status'];
export type RequestIn<S extends Status> = Extract<Request, { status: S }>;

/** The fields of every state, to build the next state from. */
export function baseOf(request: Request): RequestBase {
  const { format, id, revision, requester, reason, createdAt, changedAt, snapshot, digest } = request;
  const { sealed, votes, voidings, runs, extraCertificates } = request;
  const { askedIn, history, override, reminders, blocked, madeKey } = request;
  return {
    ...{ format, id, revision, requester, reason, createdAt, changedAt, snapshot, digest },
    ...{ sealed, votes, voidings, runs, extraCertificates },
    ...{ askedIn, history, override, reminders, blocked, madeKey },
  };
}
