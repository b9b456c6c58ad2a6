import type { Script } from '../domain/script.js';
import type { ProfileFault } from './judge-profile.js';
import type { EventLog, ScriptChecker } from './ports.js';

export type CheckScriptDeps = { readonly scriptChecker: ScriptChecker; readonly log: EventLog };

/** What was found by looking. `not-checked`: this machine could not look; workers look at it again when they run it. */
export type CheckedScript =
  | { readonly kind: 'checked'; readonly errors: readonly string[]; readonly warnings: readonly string[] }
  | { readonly kind: 'not-checked' };

/** Looks at a script without running it. Never throws: a bot on a machine without Python still takes scripts. */
export async function checkScript(
  { scriptChecker, log }: CheckScriptDeps,
  script: Script,
): Promise<CheckedScript> {
  try {
    return { kind: 'checked', ...(await scriptChecker.checkScript(script)) };
  } catch (err) {
    log.warn({ script: script.name, err }, 'script could not be checked');
    return { kind: 'not-checked' };
  }
}

/** Why no profile can take a script, at its field. */
export async function scriptFaults(deps: CheckScriptDeps, script: Script): Promise<readonly ProfileFault[]> {
  const errors = errorsOf(await checkScript(deps, script));
  return errors.map((sentence) => ({ field: 'script', sentence }));
}

/** Every reason why a script cannot work; none where nobody could look. */
export function errorsOf(checked: CheckedScript): readonly string[] {
  return checked.kind === 'checked' ? checked.errors : [];
}
