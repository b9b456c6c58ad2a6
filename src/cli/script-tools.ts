import type { Script } from '../domain/script.js';
import type { Runner } from '../workflow/runner.js';

/** A script's file or folder, read whole. */
export type OpenedScript =
  | { readonly kind: 'read'; readonly script: Script }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] };

/** What the script commands need of the runner's side; each throws where there is no Python to be had. */
export type ScriptTools = {
  readonly readScript: (path: string) => Promise<OpenedScript>;
  readonly openRunner: () => Promise<Runner>;
  /** The Python that runs scripts, and the environment that they would see. */
  readonly python: () => Promise<{ executable: string; environment: Readonly<Record<string, string>> }>;
};
