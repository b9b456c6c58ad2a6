import { z } from 'zod';
import { encryptedValueSchema } from './encrypted-value.js';
import { failureClassSchema } from './failure-class.js';
import { nameSchema } from './names.js';
import { personSchema } from './person.js';
import { failureSchema, REQUEST_ID } from './request.js';
import { snapshotSchema } from './snapshot.js';

/** What is kept of a certificate that a test brought: enough to find it at the CA and revoke it, not to use it. */
export const testedCertificateSchema = z.strictObject({
  names: z.array(nameSchema).readonly(),
  issuer: z.string(),
  serial: z.string(),
  notBefore: z.number(),
  notAfter: z.number(),
  fingerprintSha256: z.string(),
});
export type TestedCertificate = z.infer<typeof testedCertificateSchema>;

/** Why a test was never run. */
export const notRunSchema = z.enum(['no-worker', 'no-room', 'state-in-use', 'profile-changed']);

export const testResultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('issued'), certificate: testedCertificateSchema }),
  z.strictObject({
    kind: z.literal('failed'),
    code: failureSchema.shape.code,
    class: failureClassSchema,
    faults: z.array(z.string()).readonly(),
    /** The CA issued one that does not pass the checks. */
    withheld: testedCertificateSchema.nullable(),
  }),
  z.strictObject({ kind: z.literal('unknown'), why: z.enum(['timed-out', 'lost', 'lease-ended']) }),
  z.strictObject({ kind: z.literal('not-run'), why: notRunSchema }),
]);
export type TestResult = z.infer<typeof testResultSchema>;

/** Where a test stands. Times in ms. */
const testStateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('waiting') }),
  z.strictObject({
    kind: z.literal('running'),
    worker: z.string(),
    startedAt: z.number(),
    leaseEnds: z.number(),
  }),
  z.strictObject({
    kind: z.literal('ended'),
    worker: z.string().nullable(),
    startedAt: z.number().nullable(),
    at: z.number(),
    result: testResultSchema,
    /** Whoever wanted the test knows the result. */
    told: z.boolean(),
  }),
]);

/** One run of a profile's script for nobody: its certificate is thrown away, its key was never kept. */
export const profileTestSchema = z.strictObject({
  format: z.literal(1),
  id: z.string().regex(REQUEST_ID),
  tester: personSchema,
  createdAt: z.number(),
  snapshot: snapshotSchema,
  /** Sensitive dynamic values, bound as a request's are; gone when it has ended. */
  sealed: z.record(z.string(), encryptedValueSchema),
  state: testStateSchema,
});
export type ProfileTest = z.infer<typeof profileTestSchema>;

/** The one run of a test. */
export const TEST_RUN = 1;

/** The test taken by a worker; null when it does not wait any more. */
export function startTestRun(
  test: ProfileTest,
  { worker, now, leaseMs }: { readonly worker: string; readonly now: number; readonly leaseMs: number },
): ProfileTest | null {
  if (test.state.kind !== 'waiting') return null;
  return { ...test, state: { kind: 'running', worker, startedAt: now, leaseEnds: now + leaseMs } };
}

/**
 * The test with its result. What its own worker brings counts also after its lease has ended; anything else changes
 * nothing (null).
 */
export function endTest(
  test: ProfileTest,
  end: { readonly worker: string | null; readonly now: number; readonly result: TestResult },
): ProfileTest | null {
  const { state } = test;
  const { worker, now, result } = end;
  const wasLost =
    state.kind === 'ended' && state.result.kind === 'unknown' && state.result.why === 'lease-ended';
  const isOwn = worker !== null && state.kind !== 'waiting' && state.worker === worker;
  if (state.kind === 'ended' && !(wasLost && isOwn)) return null;
  if (state.kind === 'running' && worker !== null && !isOwn) return null;
  const startedAt = state.kind === 'waiting' ? null : state.startedAt;
  const owner = state.kind === 'waiting' ? worker : state.worker;
  return {
    ...test,
    sealed: {},
    state: { kind: 'ended', worker: owner, startedAt, at: now, result, told: false },
  };
}
