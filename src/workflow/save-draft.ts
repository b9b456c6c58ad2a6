import { type ProfileDraft, profileIdOf } from '../domain/draft.js';
import { settingsOf } from '../domain/draft-content.js';
import type { EncryptedValue } from '../domain/encrypted-value.js';
import type { Person } from '../domain/person.js';
import type { Profile, ProfileSettings } from '../domain/profile.js';
import { type ChangeProfileDeps, type ChangeProfileResult, changeProfile } from './change-profile.js';
import { scriptFaults } from './check-script.js';
import { judgeProfile } from './judge-profile.js';
import { rowsToSave } from './parameter-rows.js';
import type { DraftStore } from './ports.js';
import { refuseAdmin } from './refuse-admin.js';
import { type SaveProfileDeps, type SaveProfileResult, saveProfile } from './save-profile.js';
import { sealedOf, type WantedChange } from './write-change.js';

export type SaveDraftDeps = SaveProfileDeps & ChangeProfileDeps & { readonly drafts: DraftStore };

/** `saved` of a new profile has no changes. */
export type SaveDraftResult = SaveProfileResult | ChangeProfileResult;

/**
 * Makes of a draft what it is for: version 1 of a new profile, or the next version of the one that it changes, or
 * says every reason why not. A draft that was saved, or that changes nothing, is gone; any other stays.
 */
export async function saveDraft(
  deps: SaveDraftDeps,
  whole: ProfileDraft,
  author: Person,
): Promise<SaveDraftResult> {
  const draft = { ...whole, rows: rowsToSave(whole.rows) };
  const sealed = sealedIn(draft);
  const result =
    draft.basedOn === null
      ? await saveProfile(deps, {
          ...{ ...draft.typed, rules: draft.rules, id: profileIdOf(draft), author, surface: 'slack' },
          ...{ parameters: draft.rows.map(({ parameter }) => parameter), sealed },
        })
      : await saveChange(deps, { draft, basedOn: draft.basedOn, author, sealed });
  if (['saved', 'proposed', 'unchanged'].includes(result.kind)) await deps.drafts.remove(draft.id);
  return result;
}

type Edit = {
  readonly draft: ProfileDraft;
  readonly basedOn: number;
  readonly author: Person;
  readonly sealed: Readonly<Record<string, EncryptedValue>>;
};

async function saveChange(deps: SaveDraftDeps, edit: Edit): Promise<ChangeProfileResult> {
  const { draft, basedOn, author, sealed } = edit;
  const profile = await deps.profiles.read(profileIdOf(draft));
  if (!profile) return { kind: 'no-such-profile' };
  const wantedWith = (script: ProfileSettings['script']): WantedChange => ({
    ...{ profileId: profile.id, basedOn, author, surface: 'slack', cause: 'edited', sealed },
    settings: settingsOf(draft, draft.rows, script),
  });
  const pinned = await pinnedScript(deps, profile, edit);
  if (pinned) return changeProfile(deps, wantedWith(pinned));
  // Only an admin may have bytes kept.
  if (await refuseAdmin(deps, author))
    return changeProfile(deps, wantedWith(profile.version.settings.script));
  const script = await deps.shelf.read(draft.typed.scriptName);
  const against = script ? await scriptFaults(deps, script) : [NOT_THERE];
  if (script && against.length === 0) {
    return changeProfile(deps, wantedWith({ name: script.name, hash: await deps.scripts.keep(script) }));
  }
  const wanted = wantedWith({ name: draft.typed.scriptName, hash: '' });
  const faults = await judgeProfile(deps, { ...wanted, sealed: sealedOf(profile, wanted) });
  return { kind: 'faults', faults: [...faults, ...against] };
}

const NOT_THERE = {
  field: 'script',
  sentence: 'This script is not there any more. Choose another.',
} as const;

/** The bytes that the profile has, while nobody chose another script: what is on disk now may be something else. */
async function pinnedScript(
  { profiles }: SaveDraftDeps,
  { id, version }: Profile,
  { draft, basedOn }: Edit,
): Promise<ProfileSettings['script'] | null> {
  const base =
    version.number === basedOn
      ? version
      : (await profiles.versions(id)).find(({ number }) => number === basedOn);
  const script = base?.settings.script;
  return script?.name === draft.typed.scriptName ? script : null;
}

function sealedIn({ rows }: ProfileDraft): Readonly<Record<string, EncryptedValue>> {
  return Object.fromEntries(
    rows.flatMap(({ parameter, sealed }) => (sealed ? [[parameter.name, sealed] as const] : [])),
  );
}
