import type { Person, Roster } from '../domain/person.js';
import type { Profile } from '../domain/profile.js';
import { hashScript, type Script, scriptEntry } from '../domain/script.js';
import { readScriptHeader } from '../domain/script-header.js';
import type { UploadedScript } from '../domain/uploaded-script.js';
import { type Drift, findDrift } from './find-drift.js';
import type { Directory, ProfileStore, ScriptShelf, ScriptUploads } from './ports.js';
import { type AdminRefusal, refuseAdmin } from './refuse-admin.js';

export type LookAtScriptsDeps = {
  readonly shelf: ScriptShelf;
  /** Those on disk alone. */
  readonly diskShelf: ScriptShelf;
  readonly uploads: ScriptUploads;
  readonly profiles: ProfileStore;
  readonly directory: Directory;
  readonly admins: Roster;
};

/** A script on the shelf. `uploaded`: it came through Slack. `script` is null where its files are refused. */
export type ShelvedScript = {
  readonly name: string;
  readonly summary: string;
  readonly hash: string | null;
  readonly script: Script | null;
  readonly uploaded: UploadedScript | null;
  /** Profiles that use it, those that are deleted left out; with the drift of each that has one. */
  readonly usedBy: readonly { readonly profile: Profile; readonly drift: Drift | null }[];
};

export type LookAtScriptsResult =
  | { readonly kind: 'seen'; readonly scripts: readonly ShelvedScript[] }
  | { readonly kind: 'refused'; readonly refusal: AdminRefusal };

/** The scripts that profiles can take, or take and are not there any more, or with `name` that one; for admins. */
export async function lookAtScripts(
  deps: LookAtScriptsDeps,
  look: { readonly by: Person; readonly name?: string },
): Promise<LookAtScriptsResult> {
  const refusal = await refuseAdmin(deps, look.by);
  if (refusal) return { kind: 'refused', refusal };
  const [shelved, onDisk, uploads, profiles] = await Promise.all([
    deps.shelf.names(),
    deps.diskShelf.names(),
    deps.uploads.list(),
    deps.profiles.list(),
  ]);
  const drifts = await findDrift(deps, profiles);
  const used = profiles.map(({ version }) => version.settings.script.name);
  const names = [...new Set([...shelved, ...used])].sort();
  const wanted = look.name === undefined ? names : names.filter((name) => name === look.name);
  const describe = async (name: string): Promise<ShelvedScript> => {
    const script = await deps.shelf.read(name);
    const uploaded = onDisk.includes(name) ? null : (uploads.find((each) => each.name === name) ?? null);
    const usedBy = profiles
      .filter(({ version }) => version.settings.script.name === name)
      .map((profile) => ({ profile, drift: drifts.get(profile.id) ?? null }));
    const hash = script && hashScript(script);
    return { name, summary: script ? summaryOf(script) : '', hash, script, uploaded, usedBy };
  };
  return { kind: 'seen', scripts: await Promise.all(wanted.map(describe)) };
}

function summaryOf(script: Script): string {
  return readScriptHeader(Buffer.from(script.files[scriptEntry] ?? '', 'base64').toString('utf8')).summary;
}
