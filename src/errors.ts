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
  'run-parameter': {
    userText:
      'A value that the script needs is missing, or the script does not take it. An admin finds in the log which one: once a sensitive value is replaced in the profile, Retry works; any other takes a new request.',
    retry: true,
    level: 'warn',
  },
  'run-credentials': {
    userText:
      'The CA seems not to accept the credentials of this profile. An admin should replace them in the profile; then Retry works.',
    retry: true,
    level: 'warn',
  },
  'run-network': {
    userText:
      'A server could not be reached: the CA, or something that the CA has to reach. Press Retry in a few minutes; if that fails too, an admin should look at the log.',
    retry: true,
    level: 'warn',
  },
  'run-rate-limit': {
    userText:
      'The CA takes no more requests for now, because a limit of the CA is reached. Wait before you press Retry: each try may count. Admins may find in the log for how long.',
    retry: true,
    level: 'warn',
  },
  'run-pending': {
    userText:
      'The CA has not issued yet, and the script waited no longer. An admin should look at the CA before anybody presses Retry: it may be ordered twice.',
    retry: true,
    level: 'warn',
  },
  'run-time-limit': {
    userText:
      'The script used up the time that it may take. Press Retry if the CA was slow; if that fails too, an admin should look at the log.',
    retry: true,
    level: 'warn',
  },
  'run-ours': {
    userText:
      'Countersign could not run the script, which is no fault of this request. Press Retry; if that fails too, an admin should look at the worker.',
    retry: true,
    level: 'error',
  },
  'run-script': {
    userText: 'The script or its profile may need a change by an admin before Retry helps.',
    retry: true,
    level: 'warn',
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
