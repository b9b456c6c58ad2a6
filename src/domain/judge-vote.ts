import { judgePolicy } from './judge-policy.js';
import type { PolicyRefusal } from './policy-refusal.js';
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
  if (!isShown(request, vote.shownDigest)) refusals.push({ code: 'changed-since-shown' });
  return refusals;
}

/** True when a card that carries (the start of) this digest shows the request as it is now. */
export function isShown(request: Request, shownDigest: string): boolean {
  return shownDigest.length >= 16 && request.digest.startsWith(shownDigest);
}

/** Why the profile's policy does not let a vote count, whoever casts it. */
export type BallotRefusal =
  | { readonly code: 'reason-missing'; readonly decision: Vote['decision'] }
  | { readonly code: 'policy-refuses'; readonly refusals: readonly PolicyRefusal[] };

/** Every rule of the profile that stands against this vote: no reason where one is wanted, a request it does not allow. */
export function judgeBallot(
  { snapshot }: Request,
  { decision, reason }: Pick<Vote, 'decision' | 'reason'>,
): readonly BallotRefusal[] {
  const { reasons } = snapshot.policy;
  const isMissing = reasons[decision] === 'mandatory' && !reason?.trim();
  const refusals = decision === 'approve' ? judgePolicy(snapshot.policy, snapshot) : [];
  return [
    ...(isMissing ? [{ code: 'reason-missing', decision } as const] : []),
    ...(refusals.length > 0 ? [{ code: 'policy-refuses', refusals } as const] : []),
  ];
}
