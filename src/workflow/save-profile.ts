import type { AuditEntry } from '../domain/audit-entry.js';
import type { EncryptedValue } from '../domain/encrypted-value.js';
import { PARAMETER_NAME, type Parameter } from '../domain/parameter.js';
import type { Person, Roster } from '../domain/person.js';
import { openPolicy } from '../domain/policy.js';
import { containsPrivateKey } from '../domain/private-key.js';
import { PROFILE_NAME, type Profile, type ProfileSettings } from '../domain/profile.js';
import { isOnRoster, refuseStanding, type StandingRefusal } from './authorize.js';
import type {
  Channels,
  Clock,
  Directory,
  EventLog,
  ProfileStore,
  ScriptShelf,
  ScriptStore,
} from './ports.js';

export type SaveProfileDeps = {
  readonly profiles: ProfileStore;
  readonly scripts: ScriptStore;
  readonly shelf: ScriptShelf;
  readonly directory: Directory;
  readonly channels: Channels;
  readonly clock: Clock;
  readonly log: EventLog;
  readonly admins: Roster;
  /** What people call the bot, without the @. */
  readonly botName: string;
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

export type ProfileField =
  | 'name'
  | 'description'
  | 'script'
  | 'parameters'
  | 'approvers'
  | 'approvals-required'
  | 'channel';
export type ProfileFault = { readonly field: ProfileField; readonly sentence: string };

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
  const [script, unreachable, unable] = await Promise.all([
    deps.shelf.read(form.scriptName),
    reachFaults(deps, form),
    approverFaults(deps, form),
  ]);
  const faults = [...formFaults(form), ...unreachable, ...unable];
  if (!script)
    faults.push({ field: 'script', sentence: 'This script is not there any more. Choose another.' });
  if (!script || faults.length > 0) return { kind: 'faults', faults };
  const hash = await deps.scripts.keep(script);
  return store(deps, form, settingsOf(form, { name: script.name, hash }));
}

function formFaults(form: ProfileForm): ProfileFault[] {
  const faults: ProfileFault[] = [];
  const add = (field: ProfileField, sentence: string) => faults.push({ field, sentence });
  if (!PROFILE_NAME.test(form.name)) {
    add('name', 'Use 1 to 40 lower-case letters, digits, dots, dashes or underscores, as in "web-internal".');
  }
  if (form.description.length > 500) add('description', 'Keep the description under 500 characters.');
  if (containsPrivateKey(form.description))
    add(
      'description',
      'This holds a private key. It was not stored, but consider it compromised and make a new one.',
    );
  if (approvalsWanted(form) < 1) add('approvals-required', 'Give a whole number from 1 to 99.');
  const { users, groups } = form.approvers;
  if (users.length + groups.length === 0) add('approvers', 'Choose at least one approver or user group.');
  for (const sentence of parameterFaults(form)) add('parameters', sentence);
  return faults;
}

/** The number of approvals that was typed; 0 for anything that is none from 1 to 99. */
function approvalsWanted({ approvalsRequired }: ProfileForm): number {
  return /^\d{1,2}$/.test(approvalsRequired.trim()) ? Number(approvalsRequired) : 0;
}

function parameterFaults({ parameters, sealed }: ProfileForm): readonly string[] {
  const faults: string[] = [];
  if (parameters.length > 30) faults.push('A profile has at most 30 parameters.');
  const seen = new Set<string>();
  for (const parameter of parameters) {
    const { name } = parameter;
    if (!PARAMETER_NAME.test(name)) faults.push(`"${name}" is not a usable parameter name.`);
    if (seen.has(name)) faults.push(`${name} is there twice.`);
    seen.add(name);
    if ('secret' in parameter && !Object.hasOwn(sealed, name)) faults.push(`${name} has no value yet.`);
    if ('value' in parameter && containsPrivateKey(parameter.value)) {
      faults.push(`${name} holds a private key but is not marked sensitive. Consider the key compromised.`);
    }
  }
  return faults;
}

/** Approvers who may not act, and more approvals than there are people to give them. */
async function approverFaults(deps: SaveProfileDeps, form: ProfileForm): Promise<readonly ProfileFault[]> {
  const { users, groups } = form.approvers;
  const { team } = form.author;
  const [standings, members] = await Promise.all([
    Promise.all(users.map((user) => refuseStanding(deps, { user, team }, form.approvers))),
    Promise.all(groups.map((group) => deps.directory.membersOf(group))),
  ]);
  const faults: ProfileFault[] = [];
  if (standings.some((refusal) => refusal !== null)) {
    const sentence =
      'An outsider, a bot or somebody who left cannot approve. Choose members of this workspace.';
    faults.push({ field: 'approvers', sentence });
  }
  const able = users.filter((_, index) => standings[index] === null);
  const people = new Set([...able, ...members.flat()]).size;
  if (people > 0 && approvalsWanted(form) > people) {
    const sentence = `There are only ${people} approver(s) in all, so ${form.approvalsRequired.trim()} can never be reached.`;
    faults.push({ field: 'approvals-required', sentence });
  }
  return faults;
}

async function reachFaults(deps: SaveProfileDeps, form: ProfileForm): Promise<readonly ProfileFault[]> {
  if (!form.channel) return [{ field: 'channel', sentence: 'Choose the channel for this profile.' }];
  const { kind } = await deps.channels.reach(form.channel);
  if (kind === 'member') return [];
  const sentence =
    kind === 'archived'
      ? 'This channel is archived. Choose another one.'
      : `I am not in this channel, or cannot see it. Type /invite @${deps.botName} there, then save again.`;
  return [{ field: 'channel', sentence }];
}

function settingsOf(form: ProfileForm, script: ProfileSettings['script']): ProfileSettings {
  const { name, description, parameters, approvers, channel, timeLimitMs } = form;
  const approvalsRequired = Number(form.approvalsRequired);
  const policy = { maxValidityDays: null, allowExtraNames: false, keepsState: false, policy: openPolicy };
  return {
    name,
    description,
    script,
    parameters,
    approvers,
    approvalsRequired,
    channel,
    timeLimitMs,
    ...policy,
  };
}

async function store(
  deps: SaveProfileDeps,
  form: ProfileForm,
  settings: ProfileSettings,
): Promise<SaveProfileResult> {
  const now = deps.clock.now();
  const profile: Profile = {
    ...{ format: 1, id: form.id, revision: 1, status: 'enabled' },
    version: { number: 1, author: form.author, savedAt: now, settings },
    sealed: form.sealed,
  };
  const created = await deps.profiles.create(profile, {
    ...{ format: 1, at: now, actor: form.author, surface: form.surface, action: 'profile.created' },
    subject: { kind: 'profile', id: profile.id },
    facts: { name: settings.name, version: 1, script: settings.script.hash, channel: settings.channel },
  });
  switch (created) {
    case 'created':
      deps.log.info({ profileId: profile.id, version: 1 }, 'profile saved');
      return { kind: 'saved', profile };
    case 'name-taken':
      return {
        kind: 'faults',
        faults: [{ field: 'name', sentence: `There is a profile "${settings.name}" already.` }],
      };
    case 'id-taken': {
      const winner = await deps.profiles.read(form.id);
      if (winner) return { kind: 'saved', profile: winner };
      throw new Error(`profile id ${form.id} was taken and is gone`);
    }
  }
}
