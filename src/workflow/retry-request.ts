import { grantRetry, judgeRetry, type RetryRefusal } from '../domain/grant-retry.js';
import type { Person, Roster } from '../domain/person.js';
import type { Request } from '../domain/request.js';
import { auditRequest } from './audit.js';
import { isOnRoster, refuseStanding, type StandingRefusal } from './authorize.js';
import type { Change, Clock, Directory, RequestStore } from './ports.js';
import { type WakeDeps, wake } from './wake.js';

export type RetryRequestDeps = WakeDeps & {
  readonly requests: RequestStore;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly admins: Roster;
  readonly approvalExpiryMs: number;
  /** How long after the approval it still carries a retry: as long as a request may wait for one. */
  readonly pendingExpiryMs: number;
};

export type RetryRequestResult =
  | { readonly kind: 'approved-again'; readonly request: Request }
  | {
      readonly kind: 'refused';
      readonly refusals: readonly (RetryRefusal | StandingRefusal | { readonly code: 'may-not-retry' })[];
      readonly request: Request;
    }
  | { readonly kind: 'no-such-request' };

/**
 * One more run for a request that failed, by its requester, an approver or an admin; for one that is unknown,
 * by an admin who looked at the CA. Gives every reason when refused.
 */
export async function retryRequest(
  deps: RetryRequestDeps,
  requestId: string,
  by: Person,
): Promise<RetryRequestResult> {
  const request = await deps.requests.read(requestId);
  if (!request) return { kind: 'no-such-request' };
  const noStanding = await refuseStanding(deps, by, request.snapshot.approvers);
  if (noStanding) return { kind: 'refused', refusals: [noStanding], request };
  const mayRetry = await retriersOf(deps, request, by);
  const now = deps.clock.now();
  type Refusals = Extract<RetryRequestResult, { kind: 'refused' }>['refusals'];
  const changed = await deps.requests.update(requestId, (current): Change<Request, Refusals> => {
    const refusals: Refusals = judgeRetry(current, now, deps.pendingExpiryMs);
    if (current.status !== 'failed' && current.status !== 'unknown') return { refusal: refusals };
    if (!mayRetry[current.status]) return { refusal: [{ code: 'may-not-retry' }] };
    if (refusals.length > 0) return { refusal: refusals };
    const approvalExpiryMs = current.snapshot.policy.approvalExpiryMs ?? deps.approvalExpiryMs;
    const next = grantRetry(current, { by: by.user, now, approvalExpiryMs });
    const entry = { at: now, actor: by, surface: 'slack', action: 'request.retried' } as const;
    return { next, audit: auditRequest(next, { ...entry, facts: { from: current.status } }) };
  });
  if (changed.kind === 'changed') {
    await wake(deps, changed.record);
    return { kind: 'approved-again', request: changed.record };
  }
  if (changed.kind === 'refused') {
    return { kind: 'refused', refusals: changed.refusal, request: changed.record };
  }
  return { kind: 'no-such-request' };
}

async function retriersOf(
  deps: RetryRequestDeps,
  request: Request,
  by: Person,
): Promise<{ readonly failed: boolean; readonly unknown: boolean }> {
  const isAdmin = await isOnRoster(deps, deps.admins, by.user);
  if (isAdmin) return { failed: true, unknown: true };
  if (request.requester.user === by.user) return { failed: true, unknown: false };
  const isApprover = await isOnRoster(deps, request.snapshot.approvers, by.user);
  return { failed: isApprover, unknown: false };
}
