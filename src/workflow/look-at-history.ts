import type { Person, Roster } from '../domain/person.js';
import type { Profile, ProfileVersion } from '../domain/profile.js';
import { isOnRoster, refuseStanding, type StandingRefusal } from './authorize.js';
import type { AuditLog, Clock, Directory, ProfileStore } from './ports.js';

export type LookAtHistoryDeps = {
  readonly profiles: ProfileStore;
  readonly auditLog: AuditLog;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly admins: Roster;
};

export type LookAtHistoryResult =
  | { readonly kind: 'seen'; readonly profile: Profile; readonly versions: readonly ProfileVersion[] }
  | { readonly kind: 'no-such-profile' }
  | { readonly kind: 'not-an-admin' }
  | { readonly kind: 'no-standing'; readonly refusal: StandingRefusal };

/** The versions of a profile, oldest first. Only for admins; the look is in the audit log before they see it. */
export async function lookAtHistory(
  deps: LookAtHistoryDeps,
  look: { readonly name: string; readonly by: Person },
): Promise<LookAtHistoryResult> {
  const refusal = await refuseStanding(deps, look.by, deps.admins);
  if (refusal) return { kind: 'no-standing', refusal };
  if (!(await isOnRoster(deps, deps.admins, look.by.user))) return { kind: 'not-an-admin' };
  const profile = look.name ? await deps.profiles.byName(look.name) : null;
  if (!profile) return { kind: 'no-such-profile' };
  await deps.auditLog.append({
    ...{ format: 1, at: deps.clock.now(), actor: look.by, surface: 'slack', action: 'profile.history-seen' },
    ...{ subject: { kind: 'profile', id: profile.id }, facts: { name: profile.version.settings.name } },
  });
  return { kind: 'seen', profile, versions: await deps.profiles.versions(profile.id) };
}
