import type { Person, Roster } from '../domain/person.js';
import { readRequestId } from '../domain/read-request-id.js';
import type { Request } from '../domain/request.js';
import { isOnRoster, refuseStanding, type StandingRefusal } from './authorize.js';
import type { Directory, RequestStore } from './ports.js';

export type ShowRequestDeps = {
  readonly requests: Pick<RequestStore, 'read' | 'find'>;
  readonly directory: Directory;
  readonly admins: Roster;
};

export type ShowRequestResult =
  | { readonly kind: 'shown'; readonly request: Request }
  | {
      readonly kind: 'refused';
      readonly refusal: StandingRefusal | { readonly code: 'not-yours'; readonly approvers: Roster };
    }
  /** `own`: ids of the person's latest requests, one of which they may have meant. */
  | { readonly kind: 'no-such-request'; readonly own: readonly string[] };

/** How many of somebody's requests are looked at for an id that was mistyped. */
const OWN_LOOKED_AT = 100;

/**
 * The request with an id as somebody typed it: its state for every member, all of it (`whole`) for its requester,
 * the approvers of its profile and admins.
 */
export async function showRequest(
  deps: ShowRequestDeps,
  person: Person,
  typed: string,
  wanted: 'state' | 'whole',
): Promise<ShowRequestResult> {
  const id = readRequestId(typed);
  const request = id === null ? null : await deps.requests.read(id);
  const refusal = await refuseStanding(deps, person, request ? named(deps, request) : deps.admins);
  if (refusal) return { kind: 'refused', refusal };
  if (!request) {
    const { ids } = await deps.requests.find({ requester: person.user }, { skip: 0, limit: OWN_LOOKED_AT });
    return { kind: 'no-such-request', own: ids };
  }
  if (wanted === 'whole' && !(await maySeeAll(deps, request, person.user))) {
    return { kind: 'refused', refusal: { code: 'not-yours', approvers: request.snapshot.approvers } };
  }
  return { kind: 'shown', request };
}

/** Guests may look where the profile or the configuration lists them by their id. */
function named({ admins }: ShowRequestDeps, { snapshot }: Request): Roster {
  const { approvers, policy } = snapshot;
  const users = [...admins.users, ...approvers.users, ...(policy.requesters?.users ?? [])];
  return { users, groups: [] };
}

async function maySeeAll(deps: ShowRequestDeps, request: Request, user: string): Promise<boolean> {
  if (request.requester.user === user) return true;
  if (await isOnRoster(deps, deps.admins, user)) return true;
  return isOnRoster(deps, request.snapshot.approvers, user);
}
