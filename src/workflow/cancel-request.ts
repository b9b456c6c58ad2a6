import { cancelRequest as cancelled } from '../domain/cancel-request.js';
import type { Person, Roster } from '../domain/person.js';
import type { Request, Status } from '../domain/request.js';
import { auditRequest } from './audit.js';
import { isOnRoster, refuseStanding, type StandingRefusal } from './authorize.js';
import type { Change, Clock, Directory, RequestStore } from './ports.js';
import { type WakeDeps, wake } from './wake.js';

export type CancelRequestDeps = WakeDeps & {
  readonly requests: RequestStore;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly admins: Roster;
};

export type CancelRefusal =
  | StandingRefusal
  | { readonly code: 'may-not-cancel' }
  | { readonly code: 'too-late'; readonly status: Status };

export type CancelRequestResult =
  | { readonly kind: 'cancelled'; readonly request: Request }
  | { readonly kind: 'refused'; readonly refusals: readonly CancelRefusal[]; readonly request: Request }
  | { readonly kind: 'no-such-request' };

/**
 * Calls off a request that is pending or approved, for its requester or an admin. Once a worker has it, it is too
 * late: the script may be talking to the CA.
 */
export async function cancelRequest(
  deps: CancelRequestDeps,
  { requestId, by }: { readonly requestId: string; readonly by: Person },
): Promise<CancelRequestResult> {
  const request = await deps.requests.read(requestId);
  if (!request) return { kind: 'no-such-request' };
  const refusal = await refuseCanceller(deps, request, by);
  if (refusal) return { kind: 'refused', refusals: [refusal], request };
  const now = deps.clock.now();
  const changed = await deps.requests.update(requestId, (current): Change<Request, CancelRefusal> => {
    const { status } = current;
    if (status !== 'pending' && status !== 'approved') return { refusal: { code: 'too-late', status } };
    const next = cancelled(current, by.user, now);
    const entry = { at: now, actor: by, surface: 'slack', action: 'request.cancelled' } as const;
    return { next, audit: auditRequest(next, { ...entry, facts: { from: status, why: next.why } }) };
  });
  if (changed.kind === 'changed') {
    await wake(deps, changed.record);
    return { kind: 'cancelled', request: changed.record };
  }
  if (changed.kind === 'refused') {
    return { kind: 'refused', refusals: [changed.refusal], request: changed.record };
  }
  return { kind: 'no-such-request' };
}

/** A guest who was let ask may also call it off. */
async function refuseCanceller(
  deps: CancelRequestDeps,
  { requester }: Request,
  by: Person,
): Promise<CancelRefusal | null> {
  const users = [requester.user, ...deps.admins.users];
  const noStanding = await refuseStanding(deps, by, { users, groups: [] });
  if (noStanding) return noStanding;
  if (by.user === requester.user) return null;
  return (await isOnRoster(deps, deps.admins, by.user)) ? null : { code: 'may-not-cancel' };
}
