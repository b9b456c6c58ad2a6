/** How loud a log line about it is, and whether trying again can help. */
type ErrorEntry = {
  readonly userText: string;
  readonly retry: boolean;
  readonly level: 'info' | 'warn' | 'error';
};

/** One table: each thing that can go wrong, what the person who acted is told, whether trying again can help. */
export const errors = {
  'store-unavailable': {
    userText:
      'Countersign cannot reach its store right now, so nothing was recorded. Please try again in a minute.',
    retry: true,
    level: 'error',
  },
  'slack-unavailable': {
    userText:
      'Slack did not answer Countersign just now, so nothing was recorded. Please try again in a minute.',
    retry: true,
    level: 'warn',
  },
  'too-slow': {
    userText:
      'This took too long just now. It may still go through: look again in a moment, or repeat it (nothing is done twice).',
    retry: true,
    level: 'warn',
  },
  unexpected: {
    userText:
      'Something went wrong inside Countersign. Please try again; if it happens twice, tell an admin.',
    retry: true,
    level: 'error',
  },
  'script-raised': {
    userText: 'The script stopped with an error before it returned a certificate.',
    retry: true,
    level: 'warn',
  },
  'script-exited': {
    userText: 'The script gave up before it returned a certificate.',
    retry: true,
    level: 'warn',
  },
  'script-killed': {
    userText: 'The script was killed before it returned a certificate.',
    retry: true,
    level: 'warn',
  },
  'script-returned-nothing-usable': {
    userText: 'The script ended without returning a certificate.',
    retry: true,
    level: 'warn',
  },
  'script-did-not-load': {
    userText: 'The script of this profile could not be started.',
    retry: true,
    level: 'error',
  },
  'certificate-withheld': {
    userText:
      'A certificate came back that cannot be handed out, so it was withheld. An admin should look at it.',
    retry: false,
    level: 'error',
  },
  'secret-missing': {
    userText:
      'A sensitive value that the script needs is missing or cannot be read, so the script was not run.',
    retry: true,
    level: 'error',
  },
  'marked-failed': {
    userText: 'An admin looked at the CA and marked this run as failed.',
    retry: true,
    level: 'info',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errors;

/** A failure (never a refusal) with a code that the table has words for. Keeps its cause. */
export class CountersignError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, cause?: unknown) {
    super(code, { cause });
    this.name = 'CountersignError';
    this.code = code;
  }
}

/** The code of a thrown value: its own when it has one, `unexpected` otherwise. */
export function errorCodeOf(thrown: unknown): ErrorCode {
  return thrown instanceof CountersignError ? thrown.code : 'unexpected';
}
