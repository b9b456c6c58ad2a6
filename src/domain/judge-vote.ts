import type { Request, Status } from './request.js';
import { standingVotes, type Vote } from './vote.js';

/** Why a vote does not count. */
export type VoteRefusal =
  | { readonly code: 'already-decided'; readonly status: Status }
  | { readonly code: 'changed-since-shown' }
  | { readonly code: 'own-request' }
  | { readonly code: 'already-voted'; readonly decision: Vote['decision'] }
  | { readonly code: 'not-an-approver' };

/**
 * Every reason why this vote may not count now; none means it does. `shownDigest` is the (start of the) digest
 * of the card that was clicked, `isApprover` what the directory said at the moment of the click.
 */
export function judgeVote(
  request: Request,
  vote: { readonly approver: string; readonly shownDigest: string; readonly isApprover: boolean },
): readonly VoteRefusal[] {
  if (request.status !== 'pending') return [{ code: 'already-decided', status: request.status }];
  const refusals: VoteRefusal[] = [];
  if (request.requester.user === vote.approver) refusals.push({ code: 'own-request' });
  if (!vote.isApprover) refusals.push({ code: 'not-an-approver' });
  const earlier = standingVotes(request.votes, request.digest).find(
    (cast) => cast.approver === vote.approver,
  );
  if (earlier) refusals.push({ code: 'already-voted', decision: earlier.decision });
  const isShown = vote.shownDigest.length >= 16 && request.digest.startsWith(vote.shownDigest);
  if (!isShown) refusals.push({ code: 'changed-since-shown' });
  return refusals;
}
