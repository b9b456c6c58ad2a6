import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finishRun, type RunResult } from '../../src/domain/finish-run.js';
import { grantRetry, judgeRetry, MAX_RUNS } from '../../src/domain/grant-retry.js';
import type { Request } from '../../src/domain/request.js';
import { startRun } from '../../src/domain/start-run.js';
import { MONDAY } from '../builders/profile.js';
import { aCertificate, aFailure, aRequest, aSnapshot } from '../builders/request.js';

const other = aCertificate({ fingerprintSha256: 'e'.repeat(64) });
const issued: RunResult = { kind: 'issued', certificate: aCertificate() };
const failed: RunResult = { kind: 'failed', failure: aFailure() };
const unknown: RunResult = { kind: 'unknown', why: 'lost', retryAfter: MONDAY };
const now = MONDAY + 5000;
const day = 86_400_000;

describe('finishRun', () => {
  it('ends the run that is under way', () => {
    const issuing = aRequest({ status: 'issuing' });
    const end = (result: RunResult) => finishRun(issuing, 1, result, now);
    expect(end(issued)).toMatchObject({ status: 'issued', issuedAt: now, attachedBy: null });
    expect(end(failed)).toMatchObject({ status: 'failed', runs: [{ end: { at: now, outcome: 'failed' } }] });
    expect(end(unknown)).toMatchObject({
      status: 'unknown',
      run: 1,
      why: 'lost',
      since: now,
      retryAfter: MONDAY,
    });
    const withheld: RunResult = { kind: 'failed', failure: aFailure({ withheld: other }) };
    expect(end(withheld)).toMatchObject({ runs: [{ end: { outcome: 'withheld' } }] });
    const timedOut: RunResult = { kind: 'unknown', why: 'timed-out', retryAfter: MONDAY };
    expect(end(timedOut)).toMatchObject({ runs: [{ end: { outcome: 'timed-out' } }] });
  });

  it('settles an unknown request by the late result of that same run', () => {
    const request = aRequest({ status: 'unknown' });
    expect(finishRun(request, 1, issued, now)).toMatchObject({
      ...{ status: 'issued', runs: [{ end: { at: now, outcome: 'issued' } }] },
    });
    expect(finishRun(request, 1, failed, now)).toMatchObject({ status: 'failed' });
  });

  it('keeps a certificate that was withheld in a run that is no longer current', () => {
    const withheld: RunResult = { kind: 'failed', failure: aFailure({ withheld: other }) };
    const request = aRequest({ status: 'issued' });
    expect(finishRun(request, 7, withheld, now)).toMatchObject({
      ...{ status: 'issued', extraCertificates: [{ run: 7, certificate: other }] },
    });
    expect(finishRun(request, 7, failed, now)).toBeNull();
  });

  it('changes nothing when an unknown request is once more unknown', () => {
    expect(finishRun(aRequest({ status: 'unknown' }), 1, unknown, now)).toBeNull();
  });

  it.each(['approved', 'issued', 'failed', 'cancelled', 'expired'] as const)(
    'keeps a late certificate of a request that is %s as an extra one, and its state as it is',
    (status) => {
      const request = aRequest({ status });
      const next = finishRun(request, 1, { kind: 'issued', certificate: other }, now);
      expect(next).toEqual({
        ...{ ...request, changedAt: now },
        extraCertificates: [{ run: 1, at: now, certificate: other }],
      });
      expect(finishRun(request, 1, failed, now)).toBeNull();
      expect(finishRun(request, 1, unknown, now)).toBeNull();
    },
  );

  it('keeps the certificate of another run beside the one that is under way', () => {
    const issuing = aRequest({ status: 'issuing', run: 2 });
    const next = finishRun(issuing, 1, issued, now);
    expect(next).toMatchObject({ status: 'issuing', run: 2, extraCertificates: [{ run: 1 }] });
    expect(finishRun(issuing, 1, failed, now)).toBeNull();
  });

  it('keeps each certificate once, and not the one that the request has', () => {
    expect(finishRun(aRequest({ status: 'issued' }), 1, issued, now)).toBeNull();
    const extraCertificates = [{ run: 1, at: now, certificate: other }];
    const request = aRequest({ status: 'failed', extraCertificates });
    expect(finishRun(request, 2, { kind: 'issued', certificate: other }, now)).toBeNull();
  });
});

describe('retrying', () => {
  it('is for requests at rest without a certificate', () => {
    for (const status of [
      'pending',
      'approved',
      'issuing',
      'issued',
      'denied',
      'cancelled',
      'expired',
    ] as const) {
      expect(judgeRetry(aRequest({ status }), now, day)).toEqual([{ code: 'nothing-to-retry', status }]);
    }
    expect(judgeRetry(aRequest({ status: 'failed' }), now, day)).toEqual([]);
  });

  it('waits until an unknown run cannot be alive any more', () => {
    const request = aRequest({ status: 'unknown', retryAfter: now });
    expect(judgeRetry(request, now - 1, day)).toEqual([{ code: 'run-may-live', until: now }]);
    expect(judgeRetry(request, now, day)).toEqual([]);
  });

  it('takes a fresh approval once the old one is too old', () => {
    const request = aRequest({ status: 'failed' });
    const at = Math.max(...request.votes.map((vote) => vote.at));
    expect(judgeRetry(request, at + day, day)).toEqual([]);
    expect(judgeRetry(request, at + day + 1, day)).toEqual([{ code: 'approval-too-old', at }]);
  });

  it('asks for the sensitive values that were forgotten, by name', () => {
    const snapshot = aSnapshot({ dynamicMarks: { token: 'a', constructor: 'b' } });
    const request = aRequest({ status: 'failed', snapshot });
    expect(judgeRetry(request, now, day)).toEqual([
      { code: 'sensitive-value-forgotten', names: ['token', 'constructor'] },
    ]);
  });

  it('ends after a few runs, whatever they brought', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(failed, unknown), { maxLength: 10 }), (results) => {
        let request: Request = aRequest({ status: 'approved' });
        let time = now;
        for (const result of results) {
          if (request.status !== 'approved') break;
          time += 1000;
          const issuing = startRun(request, { worker: 'w', now: time, leaseMs: 1 });
          expect(issuing.run).toBe(issuing.runs.length);
          const ended = finishRun(issuing, issuing.run, result, time);
          if (ended?.status !== 'failed' && ended?.status !== 'unknown')
            throw new Error('the run did not end');
          const refusals = judgeRetry(ended, time, day);
          request =
            refusals.length === 0
              ? grantRetry(ended, { by: 'U0EVE', now: time, approvalExpiryMs: 9 })
              : ended;
        }
        expect(request.runs.length).toBeLessThanOrEqual(MAX_RUNS);
        expect(request.runs.map(({ number }) => number)).toEqual(request.runs.map((_, index) => index + 1));
        if (results.length >= MAX_RUNS) expect(request.status).not.toBe('approved');
      }),
    );
  });
});
