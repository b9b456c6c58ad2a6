import { isShown } from './judge-vote.js';
import { baseOf, type Request, type RequestIn, type Status } from './request.js';
import { standingVotes, type Vote } from './vote.js';

/** Why a vote cannot be taken back. */
export type WithdrawRefusal =
  | { readonly code: 'already-decided'; readonly status: Status }
  | { readonly code: 'no-vote' }
  | { readonly code: 'changed-since-shown' };

/** Every reason why `approver` may not take back their vote now; none means they may, whatever they are by now. */
export function judgeWithdrawal(
  request: Request,
  { approver, shownDigest }: { readonly approver: string; readonly shownDigest: string },
): readonly WithdrawRefusal[] {
  if (request.status !== 'pending') return [{ code: 'already-decided', status: request.status }];
  if (!isShown(request, shownDigest)) return [{ code: 'changed-since-shown' }];
  return voteOf(request, approver) ? [] : [{ code: 'no-vote' }];
}

/** The request without the vote of `approver`, which is kept as withdrawn. They may vote again. */
export function withdrawVote(
  request: RequestIn<'pending'>,
  approver: string,
  now: number,
): RequestIn<'pending'> {
  const standing = voteOf(request, approver);
  const votes = request.votes.map((vote) => (vote === standing ? { ...vote, withdrawnAt: now } : vote));
  const { expiresAt, remindAt, waitsFor } = request;
  return {
    ...baseOf(request),
    votes,
    changedAt: now,
    ...{ status: 'pending', expiresAt, remindAt, waitsFor },
  };
}

function voteOf(request: Request, approver: string): Vote | undefined {
  return standingVotes(request.votes, request.digest).find((vote) => vote.approver === approver);
}
