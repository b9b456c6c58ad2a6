import { describe, expect, it } from 'vitest';
import { finishRun, type RunResult } from '../../src/domain/finish-run.js';
import { grantRetry } from '../../src/domain/grant-retry.js';
import { expireRequest, forgetSensitive } from '../../src/domain/lapse-request.js';
import { renewSnapshot } from '../../src/domain/renew-snapshot.js';
import { type Request, requestSchema } from '../../src/domain/request.js';
import { hasEnded, mayBecome } from '../../src/domain/request-transitions.js';
import { attachCertificate, markFailed } from '../../src/domain/settle-unknown.js';
import { startRun } from '../../src/domain/start-run.js';
import { aProfile, MONDAY } from '../builders/profile.js';
import { aCertificate, aFailure, aRequest } from '../builders/request.js';

const statuses = requestSchema.options.map((option) => option.shape.status.value);
const now = MONDAY + 1000;
const value = { format: 1, key: 'k', nonce: '', ciphertext: '', tag: '' } as const;
const sealed = { token: value };
const retry = { by: 'U0EVE', now, approvalExpiryMs: 500 };
const dynamic = { name: 'token', sensitive: true, dynamic: true } as const;
const issued: RunResult = { kind: 'issued', certificate: aCertificate() };
const results: readonly RunResult[] = [
  issued,
  { kind: 'failed', failure: aFailure() },
  { kind: 'unknown', why: 'timed-out', retryAfter: now },
];

const pending = aRequest({ sealed });
const approved = aRequest({ status: 'approved', sealed });
const issuing = aRequest({ status: 'issuing', sealed });
const failed = aRequest({ status: 'failed', sealed });
const unknown = aRequest({ status: 'unknown', sealed });

type Step = readonly [name: string, from: Request, to: Request | null];

/** Every step of a request's life that a rule makes, from where to what it made. */
const steps: readonly Step[] = [
  ['startRun', approved, startRun(approved, { worker: 'worker-2', now, leaseMs: 100 })],
  ...results.flatMap((result): readonly Step[] => [
    [`finishRun ${result.kind}`, issuing, finishRun(issuing, 1, result, now)],
    [`late finishRun ${result.kind}`, unknown, finishRun(unknown, 1, result, now)],
  ]),
  ['grantRetry of failed', failed, grantRetry(failed, retry)],
  ['grantRetry of unknown', unknown, grantRetry(unknown, retry)],
  ['expireRequest of pending', pending, expireRequest(pending, now)],
  ['expireRequest of approved', approved, expireRequest(approved, now)],
  ['forgetSensitive of failed', failed, forgetSensitive(failed, now)],
  ['forgetSensitive of unknown', unknown, forgetSensitive(unknown, now)],
  ['attachCertificate', unknown, attachCertificate(unknown, aCertificate(), 'U0BEN', now)],
  ['markFailed', unknown, markFailed(unknown, 'U0BEN', now)],
  ['renewSnapshot', pending, renewSnapshot(pending, aProfile({ number: 2 }), now)],
  [
    'renewSnapshot under other parameters',
    pending,
    renewSnapshot(pending, aProfile({ number: 2, settings: { parameters: [dynamic] } }), now),
  ],
  [
    'renewSnapshot of a disabled profile',
    pending,
    renewSnapshot(pending, aProfile({ status: 'disabled' }), now),
  ],
  ...statuses.flatMap((status): readonly Step[] => {
    const from = aRequest({ status });
    const name = `another run's certificate for ${status}`;
    return from.runs.length === 0 ? [] : [[name, from, finishRun(from, 9, issued, now)]];
  }),
];

describe('the life of a request', () => {
  it.each(steps)('allows what %s makes', (_, from, to) => {
    if (to === null) return;
    expect(mayBecome(from.status, to.status)).toBe(true);
    expect(requestSchema.parse(to)).toEqual(to);
    expect(to).toMatchObject({
      id: from.id,
      revision: from.revision,
      createdAt: from.createdAt,
      changedAt: now,
    });
  });

  it.each(steps)('holds no sensitive value after %s once it has ended', (_, __, to) => {
    if (to !== null && hasEnded(to.status)) expect(to.sealed).toEqual({});
  });

  it.each(steps)('loses neither vote nor run by %s', (_, from, to) => {
    if (to === null) return;
    expect(to.votes).toEqual(from.votes);
    expect(
      to.runs.slice(0, from.runs.length).map(({ number, worker, startedAt }) => [number, worker, startedAt]),
    ).toEqual(from.runs.map(({ number, worker, startedAt }) => [number, worker, startedAt]));
    expect(to.extraCertificates.length).toBeGreaterThanOrEqual(from.extraCertificates.length);
  });

  it('comes to an end from which nothing leads away', () => {
    for (const status of statuses.filter(hasEnded)) {
      expect(statuses.filter((next) => next !== status && mayBecome(status, next))).toEqual([]);
    }
  });

  it('reaches issuing through approved only, and never goes back from there', () => {
    const before = statuses.filter((status) => status !== 'issuing' && mayBecome(status, 'issuing'));
    expect(before).toEqual(['approved']);
    expect(mayBecome('issuing', 'approved')).toBe(false);
  });
});
