import type { ProfileDraft } from '../domain/draft.js';
import { contentOf } from '../domain/draft-content.js';
import type { Person, Roster } from '../domain/person.js';
import type { Profile } from '../domain/profile.js';
import { isOnRoster, refuseStanding, type StandingRefusal } from './authorize.js';
import type { Directory, DraftStore, Ids, ProfileStore } from './ports.js';
import { putDraft, readProfileDraft } from './profile-draft.js';

export type EditProfileDeps = {
  readonly drafts: DraftStore;
  readonly profiles: ProfileStore;
  readonly directory: Directory;
  readonly ids: Pick<Ids, 'secret'>;
  readonly admins: Roster;
};

export type EditProfileResult =
  | { readonly kind: 'started'; readonly draft: ProfileDraft; readonly profile: Profile }
  /** This person began to change it, and did not save. */
  | { readonly kind: 'begun'; readonly draft: ProfileDraft; readonly profile: Profile }
  | { readonly kind: 'no-such-profile' }
  | { readonly kind: 'not-an-admin' }
  | { readonly kind: 'no-standing'; readonly refusal: StandingRefusal };

/**
 * A draft with the settings of a profile as they are now, or the one that this person began before, unless it is
 * to be thrown away (`startsOver`). Each admin has a draft of their own. Only for admins.
 */
export async function editProfile(
  deps: EditProfileDeps,
  wish: {
    readonly profile: Profile | null;
    readonly by: Person;
    readonly startsOver?: boolean;
  },
): Promise<EditProfileResult> {
  const { profile, by } = wish;
  const refusal = await refuseStanding(deps, by, deps.admins);
  if (refusal) return { kind: 'no-standing', refusal };
  if (!(await isOnRoster(deps, deps.admins, by.user))) return { kind: 'not-an-admin' };
  if (!profile || profile.status === 'deleted') return { kind: 'no-such-profile' };
  const fresh = draftOf(profile, by.user, deps.ids.secret());
  const begun = await readProfileDraft(deps, { draft: fresh.id, user: by.user });
  if (begun && begun.touchedAt > 0 && !wish.startsOver) return { kind: 'begun', draft: begun, profile };
  await putDraft(deps, fresh);
  return { kind: 'started', draft: fresh, profile };
}

function draftOf({ id, version }: Profile, user: string, form: string): ProfileDraft {
  const rows = version.settings.parameters.map((parameter, index) => ({
    ...{ row: `p${index}`, parameter, sealed: null },
  }));
  return {
    ...{ format: 1, kind: 'profile', id: `edit.${id}.${user}`, form, user, profileId: id },
    ...{ basedOn: version.number, asked: null, touchedAt: 0, typedAt: 0, rows },
    ...contentOf(version.settings),
  };
}
