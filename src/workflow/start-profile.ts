import type { ProfileDraft } from '../domain/draft.js';
import type { Person, Roster } from '../domain/person.js';
import { isOnRoster, refuseStanding, type StandingRefusal } from './authorize.js';
import type { Directory, DraftStore, Ids, ProfileStore } from './ports.js';

export type StartProfileDeps = {
  readonly drafts: DraftStore;
  readonly profiles: ProfileStore;
  readonly directory: Directory;
  readonly ids: Ids;
  readonly admins: Roster;
};

export type StartProfileResult =
  | { readonly kind: 'started'; readonly draft: ProfileDraft }
  | { readonly kind: 'not-an-admin' }
  | { readonly kind: 'no-standing'; readonly refusal: StandingRefusal };

/** An empty draft under an id that no profile has. Only for admins. */
export async function startProfile(deps: StartProfileDeps, author: Person): Promise<StartProfileResult> {
  const refusal = await refuseStanding(deps, author, deps.admins);
  if (refusal) return { kind: 'no-standing', refusal };
  if (!(await isOnRoster(deps, deps.admins, author.user))) return { kind: 'not-an-admin' };
  const draft: ProfileDraft = {
    format: 1,
    kind: 'profile',
    id: await freeId(deps),
    user: author.user,
    rows: [],
  };
  await deps.drafts.create(draft);
  return { kind: 'started', draft };
}

async function freeId(deps: StartProfileDeps): Promise<string> {
  const id = deps.ids.profile();
  return (await deps.profiles.read(id)) ? freeId(deps) : id;
}
