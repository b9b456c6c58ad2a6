import { documentOf } from '../domain/profile-document.js';
import type { ProfileVerb } from './profile-tools.js';
import { formatProfiles } from './profile-yaml.js';
import { exitCodes } from './terminal.js';
import { unknownProfile } from './unknown-profile.js';

/** `profile export [NAME]`: one profile or all as YAML, without any sensitive value. The export is in the audit log. */
export const exportProfiles: ProfileVerb = async ({ terminal, tools }, args) => {
  const [name, ...more] = args;
  if (name?.startsWith('-') || more.length > 0)
    return ['give the name of one profile, or none for all of them'];
  const found = name === undefined ? null : await tools.profiles.byName(name);
  if (name !== undefined && !found) {
    terminal.err(`countersign: ${await unknownProfile(tools, name)}\n`);
    return exitCodes.usage;
  }
  const profiles = found ? [found] : await tools.profiles.list();
  for (const { id, version } of profiles) {
    await tools.auditLog.append({
      ...{ format: 1, at: terminal.now(), actor: { system: tools.operator }, surface: 'cli' },
      ...{ action: 'profile.exported', subject: { kind: 'profile', id } },
      facts: { name: version.settings.name, version: version.number },
    });
  }
  terminal.out(formatProfiles(profiles.map(documentOf)));
  return exitCodes.fine;
};
