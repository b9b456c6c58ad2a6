import type { Person, Roster } from '../domain/person.js';
import type { Directory, Standing } from './ports.js';

type Deps = { readonly directory: Directory };

/** Why somebody may not act here at all. */
export type StandingRefusal = {
  readonly code: 'no-standing';
  readonly standing: Exclude<Standing['kind'], 'member'>;
};

/**
 * Null when this person may act: a full member of the workspace, or a guest whom the roster lists by user id.
 * Asked at the moment of acting. Throws when it could not find out, which is neither yes nor no.
 */
export async function refuseStanding(
  deps: Deps,
  person: Person,
  roster?: Roster,
): Promise<StandingRefusal | null> {
  const { kind } = await deps.directory.standing(person);
  if (kind === 'member') return null;
  if (kind === 'guest' && roster?.users.includes(person.user)) return null;
  return { code: 'no-standing', standing: kind };
}

/** True when the roster lists this user, by id or through one of its user groups. Throws when it could not find out. */
export async function isOnRoster(deps: Deps, roster: Roster, user: string): Promise<boolean> {
  if (roster.users.includes(user)) return true;
  const groups = await Promise.all(roster.groups.map((group) => deps.directory.membersOf(group)));
  return groups.some((members) => members.includes(user));
}
