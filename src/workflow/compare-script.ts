import { diffScripts } from '../domain/diff-scripts.js';
import type { Person, Roster } from '../domain/person.js';
import type { Profile } from '../domain/profile.js';
import { hashScript, type Script } from '../domain/script.js';
import { type CheckedScript, type CheckScriptDeps, checkScript } from './check-script.js';
import { type Drift, type FindDriftDeps, findDrift } from './find-drift.js';
import type { Directory, ProfileStore, ScriptStore } from './ports.js';
import { type AdminRefusal, refuseAdmin } from './refuse-admin.js';

export type CompareScriptDeps = FindDriftDeps &
  CheckScriptDeps & {
    readonly profiles: ProfileStore;
    readonly scripts: Pick<ScriptStore, 'read'>;
    readonly directory: Directory;
    readonly admins: Roster;
  };

export type CompareScriptResult =
  | {
      readonly kind: 'compared';
      readonly profile: Profile;
      readonly drift: Extract<Drift, { kind: 'changed' }>;
      /** Unified, for people. */
      readonly diff: string;
      /** What was found in the new bytes. */
      readonly checked: CheckedScript;
    }
  | { readonly kind: 'no-drift' | 'gone'; readonly profile: Profile }
  | { readonly kind: 'no-such-profile' }
  | { readonly kind: 'refused'; readonly refusal: AdminRefusal };

/** What changed between the bytes that a profile has and those on the shelf; for admins. */
export async function compareScript(
  deps: CompareScriptDeps,
  look: { readonly profileId: string; readonly by: Person },
): Promise<CompareScriptResult> {
  const refusal = await refuseAdmin(deps, look.by);
  if (refusal) return { kind: 'refused', refusal };
  const profile = await deps.profiles.read(look.profileId);
  if (!profile || profile.status === 'deleted') return { kind: 'no-such-profile' };
  const { name, hash } = profile.version.settings.script;
  const [script, pinned] = await Promise.all([deps.shelf.read(name), deps.scripts.read(hash)]);
  if (!script) return { kind: 'gone', profile };
  if (hashScript(script) === hash) return { kind: 'no-drift', profile };
  const [drifts, checked] = await Promise.all([findDrift(deps, [profile]), checkScript(deps, script)]);
  const drift = drifts.get(profile.id);
  // The shelf may move on between two looks at it.
  if (drift?.kind !== 'changed' || drift.hash !== hashScript(script)) return { kind: 'no-drift', profile };
  return { kind: 'compared', profile, drift, diff: diffOf(pinned, script), checked };
}

function diffOf(pinned: Script | null, script: Script): string {
  return diffScripts(pinned ?? { files: {} }, script);
}
