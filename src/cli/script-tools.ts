import type { Script } from '../domain/script.js';
import type { ScriptFinding } from '../domain/script-finding.js';
import type { Runner } from '../workflow/runner.js';

/** A script's file or folder, read whole. */
export type OpenedScript =
  | { readonly kind: 'read'; readonly script: Script }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] };

/** `isolation` says in words how far the run will be kept apart. */
export type OpenedRunner = { readonly runner: Runner; readonly isolation: string };

/** What the script commands need of the runner's side; each throws where there is no Python to be had. */
export type ScriptTools = {
  readonly readScript: (path: string) => Promise<OpenedScript>;
  readonly openRunner: () => Promise<OpenedRunner>;
  /** Looks at a script, by the Python that runs scripts, without running it. */
  readonly examine: (script: Script) => Promise<readonly ScriptFinding[]>;
};
