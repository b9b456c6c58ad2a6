import type { AuditEntry } from '../domain/audit-entry.js';
import type { Person, Roster } from '../domain/person.js';
import { hashScript, type Script } from '../domain/script.js';
import { type ScriptTextFault, scriptOfText } from '../domain/script-of-text.js';
import type { UploadedScript } from '../domain/uploaded-script.js';
import { type CheckedScript, type CheckScriptDeps, checkScript, errorsOf } from './check-script.js';
import type { Clock, Directory, ScriptShelf, ScriptStore, ScriptUploads } from './ports.js';
import { type AdminRefusal, refuseAdmin } from './refuse-admin.js';

export type UploadScriptDeps = CheckScriptDeps & {
  readonly uploads: ScriptUploads;
  readonly scripts: ScriptStore;
  /** Those on disk alone. */
  readonly diskShelf: ScriptShelf;
  readonly directory: Directory;
  readonly admins: Roster;
  readonly clock: Clock;
  /** COUNTERSIGN_SCRIPT_UPLOAD: off, nobody may. */
  readonly allowsUpload: boolean;
};

export type UploadScriptResult =
  /** `before`: what stood under that name. Profiles go on with the bytes that they have. */
  | {
      readonly kind: 'uploaded';
      readonly uploaded: UploadedScript;
      readonly before: UploadedScript | null;
      readonly checked: CheckedScript;
    }
  | { readonly kind: 'unchanged'; readonly uploaded: UploadedScript }
  | { readonly kind: 'faults'; readonly faults: readonly ScriptTextFault[] }
  | { readonly kind: 'off' }
  | { readonly kind: 'refused'; readonly refusal: AdminRefusal };

/** Null when this person may upload scripts now. */
export async function refuseUpload(
  deps: Pick<UploadScriptDeps, 'allowsUpload' | 'directory' | 'admins'>,
  by: Person,
): Promise<Extract<UploadScriptResult, { kind: 'off' | 'refused' }> | null> {
  const refusal = await refuseAdmin(deps, by);
  if (refusal) return { kind: 'refused', refusal };
  return deps.allowsUpload ? null : { kind: 'off' };
}

/**
 * Keeps one Python file that an admin gave under a name, after it was looked at without running it; or lists every
 * fault at its field. A script on disk keeps its name to itself.
 */
export async function uploadScript(
  deps: UploadScriptDeps,
  given: { readonly name: string; readonly text: string; readonly by: Person },
): Promise<UploadScriptResult> {
  const refused = await refuseUpload(deps, given.by);
  if (refused) return refused;
  const name = given.name.trim();
  const [read, clashes] = await Promise.all([scriptOfText(name, given.text), clashFaults(deps, name)]);
  const faults = [...clashes, ...(read.ok ? [] : read.faults)];
  if (!read.ok || faults.length > 0) return { kind: 'faults', faults };
  const checked = await checkScript(deps, read.script);
  const errors = errorsOf(checked).map((sentence) => ({ field: 'file', sentence }) as const);
  return errors.length > 0 ? { kind: 'faults', faults: errors } : keep(deps, read.script, given.by, checked);
}

async function clashFaults(
  { diskShelf }: UploadScriptDeps,
  name: string,
): Promise<readonly ScriptTextFault[]> {
  const onDisk = (await diskShelf.names()).some((each) => each.toLowerCase() === name.toLowerCase());
  const sentence = 'A script of this name came with Countersign or is in its folder. Take another name.';
  return onDisk ? [{ field: 'name', sentence }] : [];
}

async function keep(
  deps: UploadScriptDeps,
  script: Script,
  by: Person,
  checked: CheckedScript,
): Promise<UploadScriptResult> {
  const { name } = script;
  const [hash, at] = [hashScript(script), deps.clock.now()];
  const before = await deps.uploads.read(name);
  if (before?.hash === hash) return { kind: 'unchanged', uploaded: before };
  // Its bytes first: a name on the shelf never leads to nothing.
  await deps.scripts.keep(script);
  const uploaded: UploadedScript = { format: 1, name, hash, by, at };
  const audit: AuditEntry = {
    ...{ format: 1, at, actor: by, surface: 'slack', action: 'script.uploaded' },
    ...{ subject: { kind: 'script', id: name }, facts: { hash, before: before?.hash ?? null } },
  };
  await deps.uploads.put(uploaded, audit);
  deps.log.info({ script: name, hash }, 'script uploaded');
  return { kind: 'uploaded', uploaded, before, checked };
}
