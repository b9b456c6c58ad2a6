import type { AuditEntry } from '../domain/audit-entry.js';
import type { Profile } from '../domain/profile.js';
import type { ProfileTools, ProfileVerb } from './profile-tools.js';
import { exitCodes } from './terminal.js';
import { unknownProfile } from './unknown-profile.js';

/** `profile forget-state NAME`: what the profile keeps between runs is deleted, whoever may be running. */
export const forgetState: ProfileVerb = async ({ terminal, tools }, args) => {
  const [name, ...more] = args;
  if (name === undefined || name.startsWith('-') || more.length > 0) return ['give the name of one profile'];
  const profile = await tools.profiles.byName(name);
  if (!profile) {
    terminal.err(`countersign: ${await unknownProfile(tools, name)}\n`);
    return exitCodes.usage;
  }
  const isForgotten = await tools.states.forget(profile.id, auditEntry(tools, profile, terminal.now()));
  const { name: known } = profile.version.settings;
  terminal.out(
    isForgotten
      ? `The state of ${known} is forgotten. What a run that has it now leaves is not kept.\n`
      : `${known} has no state: there is nothing to forget.\n`,
  );
  return exitCodes.fine;
};

function auditEntry({ operator }: ProfileTools, { id, version }: Profile, at: number): AuditEntry {
  return {
    ...{ format: 1, at, actor: { system: operator }, surface: 'cli', action: 'profile.state-forgotten' },
    ...{ subject: { kind: 'profile', id }, facts: { name: version.settings.name } },
  };
}
