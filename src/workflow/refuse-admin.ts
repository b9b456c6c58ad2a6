import type { Person, Roster } from '../domain/person.js';
import { isOnRoster, refuseStanding, type StandingRefusal } from './authorize.js';
import type { Directory } from './ports.js';

export type AdminRefusal = StandingRefusal | { readonly code: 'not-an-admin' };

/** Null when this person is an admin who may act now. Throws when it could not find out. */
export async function refuseAdmin(
  deps: { readonly directory: Directory; readonly admins: Roster },
  person: Person,
): Promise<AdminRefusal | null> {
  const noStanding = await refuseStanding(deps, person, deps.admins);
  if (noStanding) return noStanding;
  return (await isOnRoster(deps, deps.admins, person.user)) ? null : { code: 'not-an-admin' };
}
