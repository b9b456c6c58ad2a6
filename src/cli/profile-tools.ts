import type {
  AuditLog,
  ProfileStateStore,
  ProfileStore,
  ScriptShelf,
  ScriptStore,
  SecretSealer,
} from '../workflow/ports.js';
import type { Terminal } from './terminal.js';

/** What the profile commands do their work on. */
export type ProfileTools = {
  readonly profiles: ProfileStore;
  readonly states: ProfileStateStore;
  readonly scripts: ScriptStore;
  /** The scripts on this machine. */
  readonly shelf: ScriptShelf;
  readonly auditLog: AuditLog;
  /** Throws when there are no keys. */
  readonly sealer: () => Promise<SecretSealer>;
  readonly newId: { profile(): string; secret(): string };
  readonly needsReview: boolean;
  readonly runTimeLimitMs: number;
  /** Who is at the terminal, for the audit log. */
  readonly operator: string;
};

/** One verb of `countersign profile`: the exit code, or why the command line is not one. */
export type ProfileVerb = (
  deps: { readonly terminal: Terminal; readonly tools: ProfileTools },
  args: readonly string[],
) => Promise<number | readonly string[]>;

/** The stores, opened: closed by whoever opened them. Refused: every reason why they cannot be reached. */
export type OpenedProfiles =
  | { readonly kind: 'opened'; readonly tools: ProfileTools; close(): Promise<void> }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] };

/** Opens the stores that the environment names or, with a data folder, those of the Redis that runs on it. */
export type OpenProfiles = (dataDir: string | undefined) => Promise<OpenedProfiles>;

/** An operator as the author of a version: whoever holds the keys and the Redis may do what an admin may. */
export function operatorOf({ operator }: ProfileTools): { user: string; team: string } {
  return { user: operator, team: 'terminal' };
}
