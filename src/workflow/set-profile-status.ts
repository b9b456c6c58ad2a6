import type { AuditEntry } from '../domain/audit-entry.js';
import type { Person, Roster } from '../domain/person.js';
import type { Profile } from '../domain/profile.js';
import type { Request, Status } from '../domain/request.js';
import { isOnRoster, refuseStanding, type StandingRefusal } from './authorize.js';
import type {
  Change,
  Clock,
  Directory,
  EventLog,
  ProfileNewsWake,
  ProfileStore,
  RequestStore,
} from './ports.js';

export type SetProfileStatusDeps = {
  readonly profiles: ProfileStore;
  readonly requests: RequestStore;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly log: EventLog;
  readonly admins: Roster;
  /** A profile is enabled by another admin than the one who made its newest version. */
  readonly needsReview: boolean;
  readonly profileNews: ProfileNewsWake;
};

export type WantedStatus = {
  readonly profileId: string;
  readonly by: Person;
  readonly surface: AuditEntry['surface'];
  readonly status: Profile['status'];
};

export type SetProfileStatusResult =
  | { readonly kind: 'set'; readonly profile: Profile }
  | { readonly kind: 'stands'; readonly profile: Profile }
  /** Requests that are not at their end: a profile is not deleted under them. */
  | { readonly kind: 'has-open-requests'; readonly profile: Profile; readonly requests: readonly Request[] }
  | { readonly kind: 'needs-another-admin'; readonly profile: Profile }
  | { readonly kind: 'no-such-profile' }
  | { readonly kind: 'not-an-admin' }
  | { readonly kind: 'no-standing'; readonly refusal: StandingRefusal };

const actions = {
  enabled: 'profile.enabled',
  disabled: 'profile.disabled',
  deleted: 'profile.deleted',
} as const satisfies Record<Profile['status'], string>;

/**
 * Enables, disables or deletes a profile. Only for admins. Deleting takes the sealed values and the name with it,
 * for good, and is refused while requests are open; disabling cancels those that are pending (recovery does).
 */
export async function setProfileStatus(
  deps: SetProfileStatusDeps,
  wanted: WantedStatus,
): Promise<SetProfileStatusResult> {
  const refusal = await refuseStanding(deps, wanted.by, deps.admins);
  if (refusal) return { kind: 'no-standing', refusal };
  if (!(await isOnRoster(deps, deps.admins, wanted.by.user))) return { kind: 'not-an-admin' };
  const profile = await deps.profiles.read(wanted.profileId);
  if (!profile || profile.status === 'deleted') return { kind: 'no-such-profile' };
  // A request that is made between this look and the swap fails its guard or ends as cancelled.
  const requests = wanted.status === 'deleted' ? await openRequestsOf(deps, profile.id) : [];
  if (requests.length > 0) return { kind: 'has-open-requests', profile, requests };
  return swap(deps, wanted);
}

async function swap(deps: SetProfileStatusDeps, wanted: WantedStatus): Promise<SetProfileStatusResult> {
  const { status, by: actor, surface, profileId } = wanted;
  const at = deps.clock.now();
  const changed = await deps.profiles.update(
    profileId,
    (current): Change<Profile, 'stands' | 'no-such-profile' | 'needs-another-admin'> => {
      if (current.status === 'deleted') return { refusal: 'no-such-profile' };
      if (current.status === status) return { refusal: 'stands' };
      if (status === 'enabled' && deps.needsReview && isOwnWork(current, actor)) {
        return { refusal: 'needs-another-admin' };
      }
      const said = { kind: 'status', id: `${current.revision}-status`, at, by: actor, status } as const;
      const gone = status === 'deleted' ? { sealed: {}, proposal: null } : {};
      return {
        next: { ...current, ...gone, status, news: [...current.news, said] },
        audit: {
          ...{ format: 1, at, actor, surface, action: actions[status] },
          ...{ subject: { kind: 'profile', id: profileId }, facts: { name: current.version.settings.name } },
        },
      };
    },
  );
  if (changed.kind === 'changed') {
    deps.log.info({ profileId, status }, 'profile status changed');
    deps.profileNews.wake(profileId);
    return { kind: 'set', profile: changed.record };
  }
  if (changed.kind === 'refused' && changed.refusal !== 'no-such-profile') {
    return { kind: changed.refusal, profile: changed.record };
  }
  return { kind: 'no-such-profile' };
}

/** Nobody but its author has looked at what the profile does now. */
function isOwnWork({ version }: Profile, by: Person): boolean {
  return version.author.user === by.user && version.reviewer === undefined;
}

const openStates: readonly Status[] = ['pending', 'approved', 'issuing', 'unknown'];
const EVERY = 1_000_000;

/** The requests of a profile that are not at their end, newest first, at most 20 of them. */
export async function openRequestsOf(
  { requests }: Pick<SetProfileStatusDeps, 'requests'>,
  profileId: string,
): Promise<readonly Request[]> {
  const open: Request[] = [];
  for (const id of await requests.ofProfile(profileId, EVERY)) {
    const request = await requests.read(id);
    if (request && openStates.includes(request.status)) open.push(request);
    if (open.length === 20) break;
  }
  return open;
}
