import { hashScript } from '../domain/script.js';
import type { ScriptChecker } from '../workflow/ports.js';

type Found = ReturnType<ScriptChecker['checkScript']>;

/** Scripts that a bot looks at within a few minutes. */
const MOST = 100;

/**
 * Gives what was found in the same bytes up to `keepMs` ago, or is being found just now: whoever chooses a script
 * saves it a moment later. A look that failed is not remembered.
 */
export function rememberChecks(
  { checkScript }: ScriptChecker,
  options: { readonly keepMs: number; readonly now: () => number },
): ScriptChecker {
  const known = new Map<string, { readonly at: number; readonly found: Found }>();
  return {
    checkScript(script) {
      const hash = hashScript(script);
      const seen = known.get(hash);
      if (seen && options.now() - seen.at < options.keepMs) return seen.found;
      const found = checkScript(script);
      const [oldest] = known.size >= MOST ? known.keys() : [];
      if (oldest !== undefined) known.delete(oldest);
      known.delete(hash);
      known.set(hash, { at: options.now(), found });
      found.catch(() => known.delete(hash));
      return found;
    },
  };
}
