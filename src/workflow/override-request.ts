import {
  judgeOverride,
  type OverrideRefusal,
  overrideRequest as overridden,
} from '../domain/override-request.js';
import type { Person, Roster } from '../domain/person.js';
import type { Request } from '../domain/request.js';
import { auditRequest } from './audit.js';
import type { StandingRefusal } from './authorize.js';
import { followProfile, type ProfileMoved } from './follow-profile.js';
import type { Change, Clock, Directory, ProfileStore, RequestStore } from './ports.js';
import { refuseAdmin } from './refuse-admin.js';
import { type RequesterBarred, requesterBarred } from './refuse-requester.js';
import { type WakeDeps, wake } from './wake.js';

export type OverrideRequestDeps = WakeDeps & {
  readonly requests: RequestStore;
  readonly profiles: ProfileStore;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly admins: Roster;
  readonly approvalExpiryMs: number;
};

export type OverrideWish = {
  readonly requestId: string;
  readonly admin: Person;
  readonly reason: string;
  readonly shownDigest: string;
};

type Refusals = readonly (OverrideRefusal | StandingRefusal | ProfileMoved | RequesterBarred)[];

export type OverrideRequestResult =
  | { readonly kind: 'overridden'; readonly request: Request }
  | { readonly kind: 'refused'; readonly refusals: Refusals; readonly request: Request }
  | { readonly kind: 'no-such-request' };

/**
 * Break glass: an admin approves alone, with a reason, where the profile allows it; never their own request, and
 * never what the profile's policy refuses. As with a vote, a request whose profile moved on is renewed first.
 */
export async function overrideRequest(
  deps: OverrideRequestDeps,
  wish: OverrideWish,
): Promise<OverrideRequestResult> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const result = await tryOverride(deps, wish);
    if (result !== 'profile-moved') return result;
  }
  throw new Error(`the profile of request ${wish.requestId} kept changing`);
}

async function tryOverride(
  deps: OverrideRequestDeps,
  { requestId, admin, reason, shownDigest }: OverrideWish,
): Promise<OverrideRequestResult | 'profile-moved'> {
  const request = await deps.requests.read(requestId);
  if (!request) return { kind: 'no-such-request' };
  const [refusal, barred] = await Promise.all([refuseAdmin(deps, admin), requesterBarred(deps, request)]);
  if (refusal?.code === 'no-standing') return { kind: 'refused', refusals: [refusal], request };
  const profile = await deps.profiles.read(request.snapshot.profile.id);
  const now = deps.clock.now();
  const wish = { admin: admin.user, isAdmin: refusal === null, reason, shownDigest };
  const changed = await deps.requests.update(requestId, (current): Change<Request, Refusals> => {
    if (current.status !== 'pending') return { refusal: judgeOverride(current, wish) };
    if (!profile) return { refusal: [{ code: 'profile-not-enabled' }] };
    const followed = followProfile(current, profile, now, 'override-request');
    if (followed) return followed;
    if (current.digest !== request.digest) return { refusal: [{ code: 'changed-since-shown' }] };
    const refusals = [...judgeOverride(current, wish), ...barred];
    if (refusals.length > 0) return { refusal: refusals };
    const expiryMs = current.snapshot.policy.approvalExpiryMs ?? deps.approvalExpiryMs;
    const next = overridden(current, { by: admin.user, reason: reason.trim(), at: now }, expiryMs);
    const entry = { at: now, actor: admin, surface: 'slack', action: 'request.override' } as const;
    const guard = { kind: 'profile', id: profile.id, revision: profile.revision } as const;
    return { next, audit: auditRequest(next, { ...entry, facts: { reason: reason.trim() } }), guard };
  });
  if (changed.kind === 'missing') return { kind: 'no-such-request' };
  if (changed.kind === 'guard-failed') return 'profile-moved';
  if (changed.kind === 'refused') {
    return { kind: 'refused', refusals: changed.refusal, request: changed.record };
  }
  const { record } = changed;
  await wake(deps, record);
  if (record.override) return { kind: 'overridden', request: record };
  const { status } = record;
  const why =
    status === 'pending'
      ? ({ code: 'changed-since-shown' } as const)
      : ({ code: 'already-decided', status } as const);
  return { kind: 'refused', refusals: [why], request: record };
}
