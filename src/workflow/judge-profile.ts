import { checkValue } from '../domain/check-value.js';
import type { EncryptedValue } from '../domain/encrypted-value.js';
import { PARAMETER_NAME, type Parameter } from '../domain/parameter.js';
import { patternFault } from '../domain/pattern.js';
import type { Person } from '../domain/person.js';
import { containsPrivateKey } from '../domain/private-key.js';
import { PROFILE_NAME, type ProfileSettings } from '../domain/profile.js';
import { refuseStanding } from './authorize.js';
import type { Channels, Directory } from './ports.js';

export type JudgeProfileDeps = {
  readonly directory: Directory;
  readonly channels: Channels;
  /** What people call the bot, without the @. */
  readonly botName: string;
};

export type ProfileField =
  | 'name'
  | 'description'
  | 'script'
  | 'parameters'
  | 'approvers'
  | 'approvals-required'
  | 'channel'
  | 'policy';
export type ProfileFault = { readonly field: ProfileField; readonly sentence: string };

/** Settings that somebody wants to save, with every sealed value that goes with them. */
export type WantedProfile = {
  readonly author: Person;
  readonly settings: ProfileSettings;
  readonly sealed: Readonly<Record<string, EncryptedValue>>;
};

/** Everything against saving these settings, at its field: what they are, who may approve, where the bot may post. */
export async function judgeProfile(
  deps: JudgeProfileDeps,
  wanted: WantedProfile,
): Promise<readonly ProfileFault[]> {
  const [unreachable, unable] = await Promise.all([
    reachFaults(deps, wanted.settings.channel),
    approverFaults(deps, wanted),
  ]);
  return [...settingsFaults(wanted), ...unreachable, ...unable];
}

/** What can be said of these settings without asking Slack. */
export function settingsFaults({ settings, sealed }: Omit<WantedProfile, 'author'>): readonly ProfileFault[] {
  const faults: ProfileFault[] = [];
  const add = (field: ProfileField, sentence: string) => faults.push({ field, sentence });
  if (!PROFILE_NAME.test(settings.name)) {
    add('name', 'Use 1 to 40 lower-case letters, digits, dots, dashes or underscores, as in "web-internal".');
  }
  if (settings.description.length > 500) add('description', 'Keep the description under 500 characters.');
  if (containsPrivateKey(settings.description)) {
    const sentence =
      'This holds a private key. It was not stored, but consider it compromised and make a new one.';
    add('description', sentence);
  }
  const { approvers, approvalsRequired, parameters } = settings;
  const isCount = Number.isInteger(approvalsRequired) && approvalsRequired >= 1 && approvalsRequired <= 99;
  if (!isCount) add('approvals-required', 'Give a whole number from 1 to 99.');
  if (approvers.users.length + approvers.groups.length === 0) {
    add('approvers', 'Choose at least one approver or user group.');
  }
  for (const sentence of parameterFaults(parameters, sealed)) add('parameters', sentence);
  return faults;
}

function parameterFaults(
  parameters: ProfileSettings['parameters'],
  sealed: WantedProfile['sealed'],
): readonly string[] {
  const faults: string[] = [];
  if (parameters.length > 30) faults.push('A profile has at most 30 parameters.');
  const seen = new Set<string>();
  for (const parameter of parameters) {
    const { name } = parameter;
    if (!PARAMETER_NAME.test(name)) faults.push(`"${name}" is not a usable parameter name.`);
    if (seen.has(name)) faults.push(`${name} is there twice.`);
    seen.add(name);
    if ('secret' in parameter && !Object.hasOwn(sealed, name)) faults.push(`${name} has no value yet.`);
    // Only a script's header, or a file, says so expressly: what people leave empty is an empty value.
    if ('value' in parameter && parameter.required === true && parameter.value === '') {
      faults.push(`${name} is empty, but it is marked as required.`);
    }
    faults.push(...checkFaults(parameter));
    if ('value' in parameter && containsPrivateKey(parameter.value)) {
      faults.push(`${name} holds a private key but is not marked sensitive. Consider the key compromised.`);
    }
  }
  return faults;
}

/** A check that cannot be made, or that the parameter's own plain value or default does not pass. */
function checkFaults(parameter: Parameter): readonly string[] {
  const { name, check } = parameter;
  const broken = check?.kind === 'pattern' ? patternFault(check.pattern) : null;
  if (broken) return [`${name}: ${broken}`];
  const given = 'value' in parameter ? parameter.value : parameter.dynamic ? parameter.defaultValue : '';
  const wrong = given ? checkValue(check, given) : null;
  return wrong ? [`${name} does not pass its own check. ${wrong}`] : [];
}

/** Approvers who may not act, and more approvals than there are people to give them. */
async function approverFaults(
  deps: JudgeProfileDeps,
  { settings, author }: WantedProfile,
): Promise<readonly ProfileFault[]> {
  const { approvers, approvalsRequired } = settings;
  const { users, groups } = approvers;
  const [standings, members] = await Promise.all([
    Promise.all(users.map((user) => refuseStanding(deps, { user, team: author.team }, approvers))),
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
  if (people > 0 && approvalsRequired > people) {
    const sentence = `There are only ${people} approver(s) in all, so ${approvalsRequired} can never be reached.`;
    faults.push({ field: 'approvals-required', sentence });
  }
  return faults;
}

async function reachFaults(deps: JudgeProfileDeps, channel: string): Promise<readonly ProfileFault[]> {
  if (!channel) return [{ field: 'channel', sentence: 'Choose the channel for this profile.' }];
  const { kind } = await deps.channels.reach(channel);
  if (kind === 'member') return [];
  const sentence =
    kind === 'archived'
      ? 'This channel is archived. Choose another one.'
      : `I am not in this channel, or cannot see it. Type /invite @${deps.botName} there, then save again.`;
  return [{ field: 'channel', sentence }];
}
