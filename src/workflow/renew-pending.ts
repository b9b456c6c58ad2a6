import type { Profile } from '../domain/profile.js';
import { isOutdated, renewSnapshot } from '../domain/renew-snapshot.js';
import type { RequestIn } from '../domain/request.js';
import type { ProfileStore } from './ports.js';
import { type TendRequestDeps, tendRequest } from './tend-request.js';

export type RenewPendingDeps = TendRequestDeps & { readonly profiles: ProfileStore };

/** As many requests of one profile as follow it at once; recovery finds the others. */
const NEWEST = 500;

/** Brings the pending requests of a profile to its newest version, which voids their votes, or cancels them with it. */
export async function renewPendingOf(deps: RenewPendingDeps, profileId: string): Promise<void> {
  for (const id of await deps.requests.ofProfile(profileId, NEWEST)) {
    const seen = await deps.requests.read(id);
    if (seen?.status === 'pending') await renewPending(deps, seen);
  }
}

/** The same for one request. */
export async function renewPending(deps: RenewPendingDeps, seen: RequestIn<'pending'>): Promise<void> {
  const profile = await deps.profiles.read(seen.snapshot.profile.id);
  if (!profile || !mustFollow(seen, profile)) return;
  const now = deps.clock.now();
  await tendRequest(
    deps,
    seen.id,
    'request.renewed',
    (request) =>
      request.status === 'pending' && mustFollow(request, profile)
        ? renewSnapshot(request, profile, now)
        : null,
    profile,
  );
}

/** Asked again at the swap: another process may have been faster. */
function mustFollow(request: RequestIn<'pending'>, profile: Profile): boolean {
  return profile.status !== 'enabled' || isOutdated(request, profile);
}
