import { type ProfileDraft, profileIdOf } from '../domain/draft.js';
import { contentOf, mergeContent } from '../domain/draft-content.js';
import { mergeRows } from '../domain/merge-rows.js';
import type { Profile, ProfileSettings } from '../domain/profile.js';
import { diffSettings, type SettingsChange } from '../domain/profile-diff.js';
import type { Ids, ProfileStore } from './ports.js';
import { changeDraft, type DraftDeps, type DraftOwner, readProfileDraft } from './profile-draft.js';

export type RebaseDraftDeps = DraftDeps & {
  readonly profiles: ProfileStore;
  readonly ids: Pick<Ids, 'secret'>;
};

export type RebaseDraftResult =
  | {
      readonly kind: 'rebased';
      readonly draft: ProfileDraft;
      readonly profile: Profile;
      /** What came in from the other admin. */
      readonly since: readonly SettingsChange[];
    }
  | { readonly kind: 'draft-gone' }
  | { readonly kind: 'no-such-profile' };

/**
 * Puts a draft on top of what somebody else saved meanwhile: fields that this person changed stay as they have
 * them, all others become the profile's. Nothing is saved by it.
 */
export async function rebaseDraft(deps: RebaseDraftDeps, owner: DraftOwner): Promise<RebaseDraftResult> {
  const draft = await readProfileDraft(deps, owner);
  if (!draft) return { kind: 'draft-gone' };
  const profile = await deps.profiles.read(profileIdOf(draft));
  if (!profile || profile.status === 'deleted') return { kind: 'no-such-profile' };
  const versions = await deps.profiles.versions(profile.id);
  const base = versions.find(({ number }) => number === draft.basedOn);
  if (!base) return { kind: 'no-such-profile' };
  const form = deps.ids.secret();
  const theirs = profile.version.settings;
  const changed = await changeDraft(deps, owner, (current) => ({
    ...merged(current, base.settings, theirs, form),
    basedOn: profile.version.number,
  }));
  if (changed.kind !== 'changed') return { kind: 'draft-gone' };
  const since = diffSettings(base.settings, theirs);
  return { kind: 'rebased', draft: changed.draft, profile, since };
}

function merged(
  mine: ProfileDraft,
  base: ProfileSettings,
  theirs: ProfileSettings,
  form: string,
): ProfileDraft {
  const sides = { base: contentOf(base), mine, theirs: contentOf(theirs) };
  const parameters = { base: base.parameters, mine: mine.rows, theirs: theirs.parameters };
  const names = theirs.parameters.map(({ name }) => name);
  // A row's id is the value of a menu's option, which Slack keeps short.
  const rows = mergeRows(parameters, (name) => `${form.slice(0, 12)}.${names.indexOf(name)}`);
  return { ...mine, ...mergeContent(sides), rows, form };
}
