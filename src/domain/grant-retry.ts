import { baseOf, type Request, type RequestIn } from './request.js';
import { standingVotes } from './vote.js';

/** A retry is a call to the CA: at most this many runs for one approval. */
export const MAX_RUNS = 4;

export type RetryRefusal =
  | { readonly code: 'nothing-to-retry'; readonly status: Request['status'] }
  | { readonly code: 'certificate-withheld' }
  | { readonly code: 'approval-too-old'; readonly at: number }
  | { readonly code: 'too-many-runs'; readonly max: number }
  | { readonly code: 'run-may-live'; readonly until: number }
  | { readonly code: 'made-key-gone' }
  | { readonly code: 'sensitive-value-forgotten'; readonly names: readonly string[] };

/** The sensitive dynamic values that were approved but are no longer held. */
export function forgottenValues(request: Request): readonly string[] {
  return Object.keys(request.snapshot.dynamicMarks).filter((name) => !Object.hasOwn(request.sealed, name));
}

/** Every reason why this request may not run again now. Who may ask for it is the workflow's question. */
export function judgeRetry(request: Request, now: number, approvalHoldsMs: number): readonly RetryRefusal[] {
  if (request.status !== 'failed' && request.status !== 'unknown') {
    return [{ code: 'nothing-to-retry', status: request.status }];
  }
  const refusals: RetryRefusal[] = [];
  // The CA did issue: the same script with the same values would only issue once more.
  if (request.status === 'failed' && request.failure.code === 'certificate-withheld') {
    refusals.push({ code: 'certificate-withheld' });
  }
  if (request.runs.length >= MAX_RUNS) refusals.push({ code: 'too-many-runs', max: MAX_RUNS });
  if (request.status === 'unknown' && now < request.retryAfter) {
    refusals.push({ code: 'run-may-live', until: request.retryAfter });
  }
  const at = approvedAt(request);
  if (now - at > approvalHoldsMs) refusals.push({ code: 'approval-too-old', at });
  // A certificate for a key that nobody has any more is of no use.
  if (request.madeKey && request.madeKey.state !== 'held') refusals.push({ code: 'made-key-gone' });
  const names = forgottenValues(request);
  if (names.length > 0) refusals.push({ code: 'sensitive-value-forgotten', names });
  return refusals;
}

/** When the last of the votes that approved this request was cast, or an admin approved it alone. */
function approvedAt({ votes, digest, createdAt, override }: Request): number {
  return Math.max(createdAt, override?.at ?? 0, ...standingVotes(votes, digest).map(({ at }) => at));
}

/** The request approved for one more run, after `judgeRetry` found nothing against it. */
export function grantRetry(
  request: RequestIn<'failed' | 'unknown'>,
  retry: { readonly by: string; readonly now: number; readonly approvalExpiryMs: number },
): RequestIn<'approved'> {
  return {
    ...baseOf(request),
    changedAt: retry.now,
    status: 'approved',
    approvedAt: retry.now,
    expiresAt: retry.now + retry.approvalExpiryMs,
    retriedBy: retry.by,
  };
}
