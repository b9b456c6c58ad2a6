import type { ScriptChecker } from '../../src/workflow/ports.js';

/** A checker that finds what it is told to, whatever the script: where the looking itself is not what is tested. */
export function aChecker(
  errors: readonly string[] = [],
  warnings: readonly string[] = [],
): { readonly scriptChecker: ScriptChecker } {
  return { scriptChecker: { checkScript: async () => ({ errors, warnings }) } };
}
