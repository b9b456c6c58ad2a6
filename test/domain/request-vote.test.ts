import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeVote } from '../../src/domain/judge-vote.js';
import { recordVote } from '../../src/domain/record-vote.js';
import { type Request, requestSchema } from '../../src/domain/request.js';
import { mayBecome } from '../../src/domain/request-transitions.js';
import { standingVotes } from '../../src/domain/vote.js';
import { aRequest, aSnapshot, aVote } from '../builders/request.js';

const people = ['U0AMY', 'U0ABE', 'U0CAT', 'U0DAN', 'U0EVE'];
const ballots = fc.array(
  fc.record({
    approver: fc.constantFrom(...people),
    decision: fc.constantFrom('approve' as const, 'approve' as const, 'approve' as const, 'deny' as const),
    isApprover: fc.boolean(),
  }),
  { maxLength: 20 },
);

/** Votes as the workflow casts them: judged first, recorded only when nothing speaks against it. */
function cast(
  request: Request,
  ballot: { approver: string; decision: 'approve' | 'deny'; isApprover: boolean },
) {
  const { approver, decision, isApprover } = ballot;
  const refusals = judgeVote(request, { approver, isApprover, shownDigest: request.digest });
  if (refusals.length > 0 || request.status !== 'pending') return request;
  return recordVote(request, aVote({ approver, decision, digest: request.digest }), 1000);
}

describe('votes on a request', () => {
  it('count once a person, never for the requester, and decide exactly at the threshold', () => {
    fc.assert(
      fc.property(ballots, fc.integer({ min: 1, max: 4 }), (plan, approvalsRequired) => {
        let request: Request = aRequest({ snapshot: aSnapshot({ approvalsRequired }) });
        for (const ballot of plan) {
          const before: Request = request;
          request = requestSchema.parse(cast(before, ballot));
          if (request.status !== before.status) expect(mayBecome(before.status, request.status)).toBe(true);
          expect(request.votes.length - before.votes.length).toBeLessThanOrEqual(ballot.isApprover ? 1 : 0);
        }
        const voters = request.votes.map(({ approver }) => approver);
        expect(new Set(voters).size).toBe(voters.length);
        expect(voters).not.toContain(request.requester.user);
        const denials = request.votes.filter(({ decision }) => decision === 'deny').length;
        const approvals = request.votes.length - denials;
        expect(request.status === 'denied').toBe(denials === 1);
        expect(request.status === 'approved').toBe(approvals === approvalsRequired);
        expect(approvals).toBeLessThanOrEqual(approvalsRequired);
        expect(denials).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('of an earlier digest do not count, but stay as history', () => {
    const old = aVote({ digest: 'e'.repeat(64) });
    const request = aRequest({ votes: [old] });
    expect(standingVotes(request.votes, request.digest)).toEqual([]);
    const ballot = { approver: old.approver, isApprover: true, shownDigest: request.digest };
    expect(judgeVote(request, ballot)).toEqual([]);
    const voted = recordVote(request, aVote({ digest: request.digest }), 1000);
    expect(voted).toMatchObject({ status: 'approved', votes: [old, { digest: request.digest }] });
    const two = aRequest({ votes: [old], snapshot: aSnapshot({ approvalsRequired: 2 }) });
    expect(recordVote(two, aVote({ approver: 'U0ABE', digest: two.digest }), 1000).status).toBe('pending');
  });

  it('give an approval that waits as long as it was told', () => {
    const request = aRequest();
    expect(recordVote(request, aVote({ at: 500, digest: request.digest }), 1000)).toMatchObject({
      ...{ status: 'approved', approvedAt: 500, expiresAt: 1500, changedAt: 500, retriedBy: null },
    });
  });

  it('keep the sensitive values of an approved request and forget those of a denied one', () => {
    const sealed = { token: { format: 1, key: 'k', nonce: '', ciphertext: '', tag: '' } } as const;
    const request = aRequest({ sealed });
    const vote = aVote({ digest: request.digest });
    expect(recordVote(request, vote, 1000).sealed).toEqual(sealed);
    const denied = recordVote(request, { ...vote, decision: 'deny', reason: 'no' }, 1000);
    expect(denied).toMatchObject({ status: 'denied', sealed: {}, denial: 'no', deniedBy: 'U0AMY' });
  });
});

describe('judgeVote', () => {
  const request = aRequest();
  const ballot = { approver: 'U0AMY', isApprover: true, shownDigest: request.digest };
  const codes = (...judged: Parameters<typeof judgeVote>) => judgeVote(...judged).map(({ code }) => code);

  it('takes the start of the digest that the card carries, if it is long enough to mean it', () => {
    expect(codes(request, { ...ballot, shownDigest: request.digest.slice(0, 16) })).toEqual([]);
    expect(codes(request, { ...ballot, shownDigest: request.digest.slice(0, 15) })).toEqual([
      'changed-since-shown',
    ]);
    expect(codes(request, { ...ballot, shownDigest: '' })).toEqual(['changed-since-shown']);
    expect(codes(request, { ...ballot, shownDigest: 'e'.repeat(64) })).toEqual(['changed-since-shown']);
  });

  it('gives every reason at once', () => {
    const own = aRequest({ votes: [aVote({ approver: 'U0EVE', digest: request.digest })] });
    expect(codes(own, { approver: 'U0EVE', isApprover: false, shownDigest: 'x' })).toEqual([
      ...['own-request', 'not-an-approver', 'already-voted', 'changed-since-shown'],
    ]);
  });

  it.each(['approved', 'issuing', 'issued', 'failed', 'unknown', 'denied', 'cancelled', 'expired'] as const)(
    'refuses a vote on a request that is %s',
    (status) => {
      expect(judgeVote(aRequest({ status }), ballot)).toEqual([{ code: 'already-decided', status }]);
    },
  );
});
