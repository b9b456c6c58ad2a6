import { baseOf, type Request, type RequestIn } from './request.js';
import { standingVotes, type Vote } from './vote.js';

/**
 * The request after a vote that was judged and counts. One denial denies; approvals approve when as many as the
 * profile requires stand for the current digest. `approvalExpiryMs`: how long an approval waits for a worker.
 */
export function recordVote(request: RequestIn<'pending'>, vote: Vote, approvalExpiryMs: number): Request {
  const next = { ...baseOf(request), votes: [...request.votes, vote], changedAt: vote.at };
  if (vote.decision === 'deny') {
    return {
      ...next,
      sealed: {},
      status: 'denied',
      deniedBy: vote.approver,
      denial: vote.reason,
      deniedAt: vote.at,
    };
  }
  const approvals = standingVotes(next.votes, request.digest).filter(
    ({ decision }) => decision === 'approve',
  );
  if (approvals.length < request.snapshot.approvalsRequired) {
    const { expiresAt, remindAt, waitsFor } = request;
    return { ...next, status: 'pending', expiresAt, remindAt, waitsFor };
  }
  return {
    ...next,
    blocked: null,
    status: 'approved',
    approvedAt: vote.at,
    expiresAt: vote.at + approvalExpiryMs,
    retriedBy: null,
  };
}
