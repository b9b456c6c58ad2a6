import { checkValue } from '../domain/check-value.js';
import type { EncryptedValue } from '../domain/encrypted-value.js';
import type { Profile, ProfileSettings } from '../domain/profile.js';
import { type ProfileDocument, settingsOfDocument } from '../domain/profile-document.js';
import { hashScript } from '../domain/script.js';
import { settingsFaults } from '../workflow/judge-profile.js';
import type { ProfileTools } from './profile-tools.js';
import type { ReadProfile, YamlFault } from './profile-yaml.js';

/** What a document makes of the profile of its name; `current` is null where there is none yet. */
export type PlannedImport = {
  readonly id: string;
  readonly current: Profile | null;
  readonly settings: ProfileSettings;
  /** New values only. */
  readonly sealed: Readonly<Record<string, EncryptedValue>>;
};

export type Planned =
  | { readonly ok: true; readonly planned: PlannedImport }
  | { readonly ok: false; readonly faults: readonly YamlFault[] };

/** The values of sensitive parameters that came with the command, by "PROFILE.PARAM". */
export type GivenSecrets = ReadonlyMap<string, string>;

/**
 * What writing this document would do, or everything against it. The script's bytes are those that the profile has,
 * those on the shelf for another script, or those with the document's hash. Stored sensitive values stay.
 */
export async function planImport(
  tools: ProfileTools,
  { document, line }: ReadProfile,
  secrets: GivenSecrets,
): Promise<Planned> {
  const current = await tools.profiles.byName(document.name);
  const id = current?.id ?? tools.newId.profile();
  const script = await findScript(tools, document, current);
  const held = heldSecrets(current);
  const sealed = await sealGiven(tools, id, document, secrets);
  const fresh = new Map(Object.keys(sealed).map((name) => [name, tools.newId.secret()]));
  const settings = settingsOfDocument(document, {
    script: typeof script === 'string' ? { name: document.script.name, hash: '' } : script,
    timeLimitMs: current?.version.settings.timeLimitMs ?? tools.runTimeLimitMs,
    secretOf: (name) => fresh.get(name) ?? held.get(name) ?? 'missing',
  });
  const kept = Object.entries(current?.sealed ?? {}).filter(([name]) => held.has(name));
  const against = settingsFaults({ settings, sealed: { ...Object.fromEntries(kept), ...sealed } });
  const sentences = [
    ...(typeof script === 'string' ? [script] : []),
    ...secretFaults(document, secrets),
    ...against.map(({ sentence }) => withWay(sentence, document.name)),
  ];
  if (sentences.length > 0) return { ok: false, faults: sentences.map((sentence) => ({ line, sentence })) };
  return { ok: true, planned: { id, current, settings, sealed } };
}

function secretFaults({ name, parameters }: ProfileDocument, secrets: GivenSecrets): readonly string[] {
  return parameters.flatMap((parameter) => {
    const value = secrets.get(`${name}.${parameter.name}`);
    const wrong = value === undefined ? null : checkValue(parameter.check, value);
    return wrong ? [`The value of ${parameter.name} does not pass its check. ${wrong}`] : [];
  });
}

/** On a terminal a missing value is given with the command. */
function withWay(sentence: string, profile: string): string {
  const [, name] = /^(\S+) has no value yet\.$/.exec(sentence) ?? [];
  return name === undefined ? sentence : `${sentence} Give it with --secret ${profile}.${name}=@FILE.`;
}

function heldSecrets(current: Profile | null): ReadonlyMap<string, string> {
  const parameters = current?.version.settings.parameters ?? [];
  return new Map(parameters.flatMap((each) => ('secret' in each ? [[each.name, each.secret] as const] : [])));
}

/** The script with its hash, or why there is none. */
async function findScript(
  tools: ProfileTools,
  { script: { name, hash } }: ProfileDocument,
  current: Profile | null,
): Promise<ProfileSettings['script'] | string> {
  const pinned = current?.version.settings.script;
  if (pinned?.name === name && (hash === undefined || hash === pinned.hash)) return pinned;
  if (hash !== undefined && (await tools.scripts.read(hash))) return { name, hash };
  const script = await tools.shelf.read(name);
  if (!script) return `The script ${JSON.stringify(name)} is not in the folder of scripts on this machine.`;
  if (hash !== undefined && hashScript(script) !== hash) {
    return `The script ${JSON.stringify(name)} has other bytes here than this hash says. Leave the hash out to take those.`;
  }
  return { name, hash: await tools.scripts.keep(script) };
}

async function sealGiven(
  tools: ProfileTools,
  id: string,
  { name, parameters }: ProfileDocument,
  secrets: GivenSecrets,
): Promise<Record<string, EncryptedValue>> {
  const given = parameters.flatMap((parameter) => {
    const value = secrets.get(`${name}.${parameter.name}`);
    const takesOne = parameter.sensitive && !parameter.dynamic;
    return takesOne && value !== undefined ? [{ parameter: parameter.name, value }] : [];
  });
  if (given.length === 0) return {};
  const sealer = await tools.sealer();
  return Object.fromEntries(
    given.map(({ parameter, value }) => [
      parameter,
      sealer.seal(value, { owner: 'profile', id, name: parameter }),
    ]),
  );
}
