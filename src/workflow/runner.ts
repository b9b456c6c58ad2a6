import type { Script } from '../domain/script.js';

/**
 * One run: the script called once with the values of one request. `onOutput` gets all of the output, raw, as it comes;
 * `onProgress` a line with progress in it when the output that it stands in is held back until the end.
 */
export type RunInput = {
  readonly runId: string;
  readonly script: Script;
  readonly csr: string;
  readonly commonName: string;
  readonly args: Readonly<Record<string, string>>;
  readonly timeLimitMs: number;
  /** What the last run of a profile that keeps state left, '' at first. Not there: the profile keeps none. */
  readonly state?: string;
  readonly onOutput?: (text: string) => void;
  readonly onProgress?: (line: string) => void;
};

/** What the script wrote, unscrubbed, head and tail; `leftOutBytes` counts what is missing between them. */
export type RunOutput = { readonly text: string; readonly leftOutBytes: number };

/**
 * What a script that ended by itself left in its state, packed; null if that cannot be kept. `note`: why, or what
 * else admins should know.
 */
export type LeftState = { readonly archive: string | null; readonly note: string };

/**
 * How a run ended. `failed`: the script ended by itself without a certificate. `timed-out` and `lost` (the
 * runner died): the CA may have issued, nobody knows.
 */
export type RunOutcome =
  | {
      readonly kind: 'returned';
      readonly certificate: string;
      readonly output: RunOutput;
      readonly state?: LeftState;
    }
  | {
      readonly kind: 'failed';
      readonly cause: 'raised' | 'exited' | 'signalled' | 'bad-return' | 'not-loadable';
      readonly firstLine: string;
      readonly detail: string;
      readonly output: RunOutput;
      readonly state?: LeftState;
    }
  | { readonly kind: 'timed-out'; readonly afterMs: number; readonly output: RunOutput }
  | { readonly kind: 'lost'; readonly reason: string; readonly output: RunOutput };

/** Runs scripts. `run` never rejects for what a script does; `close` ends every run, each resolves as `lost`. */
export type Runner = { run(input: RunInput): Promise<RunOutcome>; close(): Promise<void> };
