import {
  type DraftRow,
  NOT_ENTERED,
  type ProfileDraft,
  profileRulesSchema,
  typedProfileSchema,
} from '../domain/draft.js';
import { contentOf } from '../domain/draft-content.js';
import type { Person, Roster } from '../domain/person.js';
import type { Profile } from '../domain/profile.js';
import { isOnRoster, refuseStanding, type StandingRefusal } from './authorize.js';
import type { Directory, DraftStore, Ids, ProfileStore } from './ports.js';
import { newProfileId, readProfileDraft } from './profile-draft.js';
import { longestTyped } from './typed-parameter.js';

export type StartProfileDeps = {
  readonly drafts: DraftStore;
  readonly profiles: ProfileStore;
  readonly directory: Directory;
  readonly ids: Ids;
  readonly admins: Roster;
  /** The time limit that a new profile gets, ms. */
  readonly runTimeLimitMs: number;
};

/** `earlier`: another new profile that this person began and did not save. */
export type StartProfileResult =
  | { readonly kind: 'started'; readonly draft: ProfileDraft; readonly earlier: ProfileDraft | null }
  | { readonly kind: 'not-an-admin' }
  | { readonly kind: 'no-standing'; readonly refusal: StandingRefusal };

/** A draft under an id that no profile has: empty, or with the settings of another profile. Only for admins. */
export async function startProfile(
  deps: StartProfileDeps,
  author: Person,
  wish: { readonly name?: string; readonly like?: Profile } = {},
): Promise<StartProfileResult> {
  const refusal = await refuseStanding(deps, author, deps.admins);
  if (refusal) return { kind: 'no-standing', refusal };
  if (!(await isOnRoster(deps, deps.admins, author.user))) return { kind: 'not-an-admin' };
  const [id, earlier] = await Promise.all([freeId(deps), earlierDraft(deps, author.user)]);
  const draft: ProfileDraft = {
    ...{ format: 1, kind: 'profile', id, form: id, user: author.user, profileId: id },
    ...{ basedOn: null, asked: null, touchedAt: 0, typedAt: 0 },
    ...filledIn(deps, wish),
  };
  await deps.drafts.create(draft);
  return { kind: 'started', draft, earlier };
}

function filledIn(
  { runTimeLimitMs }: StartProfileDeps,
  { name = '', like }: { readonly name?: string; readonly like?: Profile },
): Pick<ProfileDraft, 'typed' | 'rules' | 'rows'> {
  if (!like) {
    const rules = profileRulesSchema.parse({ timeLimitMs: runTimeLimitMs });
    return { typed: typedProfileSchema.parse({ name: name.slice(0, longestTyped) }), rules, rows: [] };
  }
  const { settings } = like.version;
  const { typed, rules } = contentOf(settings);
  return {
    typed: { ...typed, name: name.slice(0, longestTyped) },
    rules,
    rows: rowsWithoutSecrets(settings.parameters),
  };
}

/** Sealed values are bound to their profile, and the bot cannot open them: in another profile they are entered anew. */
function rowsWithoutSecrets(parameters: Profile['version']['settings']['parameters']): readonly DraftRow[] {
  return parameters.map((parameter, index) => ({
    row: `p${index}`,
    parameter: 'secret' in parameter ? { ...parameter, secret: NOT_ENTERED } : parameter,
    sealed: null,
  }));
}

async function earlierDraft(deps: StartProfileDeps, user: string): Promise<ProfileDraft | null> {
  const last = await deps.drafts.read(newProfileId(user));
  if (last?.kind !== 'new-profile') return null;
  const draft = await readProfileDraft(deps, { draft: last.draft, user });
  return draft?.basedOn === null ? draft : null;
}

async function freeId(deps: StartProfileDeps): Promise<string> {
  const id = deps.ids.profile();
  return (await deps.profiles.read(id)) ? freeId(deps) : id;
}
