import { type BallotRefusal, isShown, judgeBallot } from './judge-vote.js';
import { baseOf, type Request, type RequestIn, type Status } from './request.js';

/** Why an admin may not approve alone. */
export type OverrideRefusal =
  | { readonly code: 'already-decided'; readonly status: Status }
  | { readonly code: 'own-request' }
  | { readonly code: 'not-an-admin' }
  | { readonly code: 'no-break-glass' }
  | { readonly code: 'changed-since-shown' }
  | BallotRefusal;

export type Override = {
  readonly admin: string;
  readonly isAdmin: boolean;
  readonly reason: string;
  readonly shownDigest: string;
};

/** Every reason why this admin may not approve alone now. What the profile does not allow, nobody can override. */
export function judgeOverride(request: Request, override: Override): readonly OverrideRefusal[] {
  if (request.status !== 'pending') return [{ code: 'already-decided', status: request.status }];
  const { admin, isAdmin, reason, shownDigest } = override;
  const refusals: OverrideRefusal[] = [];
  if (request.requester.user === admin) refusals.push({ code: 'own-request' });
  if (!isAdmin) refusals.push({ code: 'not-an-admin' });
  if (!request.snapshot.policy.breakGlass) refusals.push({ code: 'no-break-glass' });
  if (!isShown(request, shownDigest)) refusals.push({ code: 'changed-since-shown' });
  if (!reason.trim()) refusals.push({ code: 'reason-missing', decision: 'approve' });
  const policy = judgeBallot(request, { decision: 'approve', reason: null });
  return [...refusals, ...policy.filter(({ code }) => code === 'policy-refuses')];
}

/** The request approved by one admin alone, after `judgeOverride` found nothing against it. */
export function overrideRequest(
  request: RequestIn<'pending'>,
  override: { readonly by: string; readonly reason: string; readonly at: number },
  approvalExpiryMs: number,
): RequestIn<'approved'> {
  const { at } = override;
  return {
    ...baseOf(request),
    ...{ override, blocked: null, changedAt: at },
    ...{ status: 'approved', approvedAt: at, expiresAt: at + approvalExpiryMs, retriedBy: null },
  };
}
