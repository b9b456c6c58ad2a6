/** The outside of a command on a terminal. `readFile` and `readStdin` throw what the system says. */
export type Terminal = {
  /** The result, and nothing else. */
  readonly out: (text: string) => void;
  /** Everything that people read. */
  readonly err: (text: string) => void;
  readonly readFile: (path: string) => Promise<string>;
  readonly readStdin: () => Promise<string>;
  readonly now: () => number;
};

/** How a command ended, as its exit code. `unknown`: the CA may have issued, nobody knows. */
export const exitCodes = { fine: 0, failed: 1, usage: 2, unknown: 3 } as const;
