import type { Person, Roster } from '../domain/person.js';
import type { Policy } from '../domain/policy.js';
import type { Profile } from '../domain/profile.js';
import type { Request } from '../domain/request.js';
import { isOnRoster, type StandingRefusal } from './authorize.js';
import type { Directory, ProfileStore, Standing } from './ports.js';
import { createRosterCheck } from './roster-check.js';

/** Why somebody may not request with a profile; `requesters` are those who may. */
export type RequesterRefusal =
  | StandingRefusal
  | { readonly code: 'not-a-requester'; readonly requesters: Roster };

type Deps = { readonly directory: Directory };

/**
 * Null when this person may request with a profile of this policy, as things are now: full members by the roster,
 * guests and outsiders only where it lists them by user id. Throws when it could not find out.
 */
export async function refuseRequester(
  deps: Deps,
  person: Person,
  { requesters }: Policy,
): Promise<RequesterRefusal | null> {
  const standing = await deps.directory.standing(person);
  return refuseByRoster(standing, requesters, person.user, (roster) => isOnRoster(deps, roster, person.user));
}

async function refuseByRoster(
  { kind }: Standing,
  requesters: Roster | null,
  user: string,
  isOn: (roster: Roster) => Promise<boolean>,
): Promise<RequesterRefusal | null> {
  if (kind === 'deactivated' || kind === 'bot') return { code: 'no-standing', standing: kind };
  if (requesters?.users.includes(user)) return null;
  if (kind !== 'member') return { code: 'no-standing', standing: kind };
  if (requesters === null || (await isOn(requesters))) return null;
  return { code: 'not-a-requester', requesters };
}

/** Who asked may not ask any more, so nobody can approve it. */
export type RequesterBarred = { readonly code: 'requester-barred'; readonly refusal: RequesterRefusal };

/** Whether the requester of a pending request may not request any more: they may have left since. Throws as above. */
export async function requesterBarred(
  deps: Deps,
  { status, requester, snapshot }: Request,
): Promise<readonly RequesterBarred[]> {
  if (status !== 'pending') return [];
  const refusal = await refuseRequester(deps, requester, snapshot.policy);
  return refusal ? [{ code: 'requester-barred', refusal }] : [];
}

/** The profiles that are there, which of them this person may request with, and why not with the others. */
export type ProfileOffer = {
  readonly usable: readonly Profile[];
  readonly refused: readonly { readonly profile: Profile; readonly refusal: RequesterRefusal }[];
  readonly disabled: readonly Profile[];
};

/** Sorts all profiles by what this person may do with them, each in the order of their names. */
export async function offerProfiles(
  deps: Deps & { readonly profiles: Pick<ProfileStore, 'list'> },
  person: Person,
): Promise<ProfileOffer> {
  const [standing, all] = await Promise.all([deps.directory.standing(person), deps.profiles.list()]);
  const enabled = all.filter(({ status }) => status === 'enabled');
  const isOn = createRosterCheck(deps, person.user);
  const judged = await Promise.all(
    enabled.map(async (profile) => {
      const { requesters } = profile.version.settings.policy;
      return { profile, refusal: await refuseByRoster(standing, requesters, person.user, isOn) };
    }),
  );
  return {
    usable: judged.flatMap(({ profile, refusal }) => (refusal ? [] : [profile])),
    refused: judged.flatMap(({ profile, refusal }) => (refusal ? [{ profile, refusal }] : [])),
    disabled: all.filter(({ status }) => status === 'disabled'),
  };
}
