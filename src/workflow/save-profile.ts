import type { AuditEntry } from '../domain/audit-entry.js';
import type { EncryptedValue } from '../domain/encrypted-value.js';
import type { Parameter } from '../domain/parameter.js';
import type { Person, Roster } from '../domain/person.js';
import { openPolicy } from '../domain/policy.js';
import type { Profile, ProfileSettings } from '../domain/profile.js';
import { isOnRoster, refuseStanding, type StandingRefusal } from './authorize.js';
import { createProfile } from './create-profile.js';
import { type JudgeProfileDeps, judgeProfile, type ProfileFault } from './judge-profile.js';
import type { Clock, EventLog, ProfileNewsWake, ProfileStore, ScriptShelf, ScriptStore } from './ports.js';

export type SaveProfileDeps = JudgeProfileDeps & {
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

/** A filled-in profile form. `id` is the draft's id and becomes the profile's. */
export type ProfileForm = {
  readonly id: string;
  readonly author: Person;
  readonly surface: AuditEntry['surface'];
  readonly name: string;
  readonly description: string;
  readonly scriptName: string;
  readonly parameters: readonly Parameter[];
  readonly sealed: Readonly<Record<string, EncryptedValue>>;
  readonly approvers: Roster;
  readonly approvalsRequired: string;
  readonly channel: string;
  readonly timeLimitMs: number;
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
  const unpinned = settingsOf(form, { name: form.scriptName, hash: '' });
  const [script, against] = await Promise.all([
    deps.shelf.read(form.scriptName),
    judgeProfile(deps, { author, settings: unpinned, sealed }),
  ]);
  const faults = [...against];
  if (!script)
    faults.push({ field: 'script', sentence: 'This script is not there any more. Choose another.' });
  if (!script || faults.length > 0) return { kind: 'faults', faults };
  const hash = await deps.scripts.keep(script);
  const settings = settingsOf(form, { name: script.name, hash });
  return createProfile(deps, { ...form, settings });
}

/** The number of approvals that was typed; 0 for anything that is none from 1 to 99. */
function approvalsWanted({ approvalsRequired }: ProfileForm): number {
  return /^\d{1,2}$/.test(approvalsRequired.trim()) ? Number(approvalsRequired) : 0;
}

function settingsOf(form: ProfileForm, script: ProfileSettings['script']): ProfileSettings {
  const { name, description, parameters, approvers, channel, timeLimitMs } = form;
  return {
    ...{ name, description, script, parameters, approvers, channel, timeLimitMs },
    approvalsRequired: approvalsWanted(form),
    ...{ maxValidityDays: null, allowExtraNames: false, keepsState: false, policy: openPolicy },
  };
}
