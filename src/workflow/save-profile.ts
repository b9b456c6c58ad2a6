import type { AuditEntry } from '../domain/audit-entry.js';
import type { ProfileRules, TypedProfile } from '../domain/draft.js';
import { settingsOf } from '../domain/draft-content.js';
import type { EncryptedValue } from '../domain/encrypted-value.js';
import type { Parameter } from '../domain/parameter.js';
import type { Person, Roster } from '../domain/person.js';
import type { Profile } from '../domain/profile.js';
import { isOnRoster, refuseStanding, type StandingRefusal } from './authorize.js';
import { type CheckScriptDeps, scriptFaults } from './check-script.js';
import { createProfile } from './create-profile.js';
import { type JudgeProfileDeps, judgeProfile, type ProfileFault } from './judge-profile.js';
import type { Clock, EventLog, ProfileNewsWake, ProfileStore, ScriptShelf, ScriptStore } from './ports.js';

export type SaveProfileDeps = JudgeProfileDeps &
  CheckScriptDeps & {
    readonly profiles: ProfileStore;
    readonly scripts: ScriptStore;
    readonly shelf: ScriptShelf;
    readonly clock: Clock;
    readonly log: EventLog;
    readonly admins: Roster;
    /** A new profile is disabled until another admin enables it. */
    readonly needsReview: boolean;
    readonly profileNews: ProfileNewsWake;
  };

/** A filled-in profile form. `id` is the id that the profile gets. */
export type ProfileForm = TypedProfile & {
  readonly id: string;
  readonly author: Person;
  readonly surface: AuditEntry['surface'];
  readonly parameters: readonly Parameter[];
  readonly sealed: Readonly<Record<string, EncryptedValue>>;
  readonly rules: ProfileRules;
};

export type SaveProfileResult =
  | { readonly kind: 'saved'; readonly profile: Profile }
  | { readonly kind: 'faults'; readonly faults: readonly ProfileFault[] }
  | { readonly kind: 'not-an-admin' }
  | { readonly kind: 'no-standing'; readonly refusal: StandingRefusal };

/**
 * Makes version 1 of a profile of a filled-in form, once it is stored; or lists every fault at its field. Only
 * for admins. The script's bytes are kept by their hash first, so that workers on any machine can run them.
 */
export async function saveProfile(deps: SaveProfileDeps, form: ProfileForm): Promise<SaveProfileResult> {
  const refusal = await refuseStanding(deps, form.author, deps.admins);
  if (refusal) return { kind: 'no-standing', refusal };
  if (!(await isOnRoster(deps, deps.admins, form.author.user))) return { kind: 'not-an-admin' };
  const existing = await deps.profiles.read(form.id);
  if (existing) return { kind: 'saved', profile: existing };
  const { author, sealed } = form;
  const settingsWith = (script: { readonly name: string; readonly hash: string }) =>
    settingsOf(
      { typed: form, rules: form.rules },
      form.parameters.map((parameter) => ({ parameter })),
      script,
    );
  const unpinned = settingsWith({ name: form.scriptName, hash: '' });
  const [script, against] = await Promise.all([
    deps.shelf.read(form.scriptName),
    judgeProfile(deps, { author, settings: unpinned, sealed }),
  ]);
  const faults = [...against];
  if (!script)
    faults.push({ field: 'script', sentence: 'This script is not there any more. Choose another.' });
  if (script) faults.push(...(await scriptFaults(deps, script)));
  if (!script || faults.length > 0) return { kind: 'faults', faults };
  const hash = await deps.scripts.keep(script);
  const settings = settingsWith({ name: script.name, hash });
  return createProfile(deps, { id: form.id, author, surface: form.surface, settings, sealed });
}
