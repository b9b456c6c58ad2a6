import { CountersignError } from '../errors.js';

/** Answers by which Redis says that it cannot serve now, whatever was asked. */
const unavailable: ReadonlySet<string> = new Set([
  ...['READONLY', 'OOM', 'MISCONF', 'LOADING', 'BUSY', 'NOREPLICAS', 'MASTERDOWN', 'CLUSTERDOWN', 'TRYAGAIN'],
  ...['NOAUTH', 'WRONGPASS', 'NOPERM'],
]);

/**
 * The code that begins an error reply ("READONLY ...", "NOSCRIPT ..."); null when it was no reply. Redis 6 wraps
 * what went wrong inside a script: "ERR Error running script (...): ... -OOM ...".
 */
export function replyCode(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || thrown.name !== 'ReplyError') return null;
  const [, inner] = /^ERR Error running script.*? -([A-Z]+) /.exec(thrown.message) ?? [];
  return inner ?? thrown.message.split(' ', 1)[0] ?? null;
}

/** True when the command may or may not have been done: the connection went away or nothing came back in time. */
export function isConnectionFailure(thrown: unknown): boolean {
  const isOurFault = thrown instanceof TypeError || thrown instanceof RangeError;
  return thrown instanceof Error && replyCode(thrown) === null && !isOurFault;
}

/** What a failed command is to the workflow: `store-unavailable`, or itself when we asked for nonsense. */
export function storeFailure(thrown: unknown): unknown {
  if (thrown instanceof CountersignError) return thrown;
  const isUnavailable = isConnectionFailure(thrown) || unavailable.has(replyCode(thrown) ?? '');
  return isUnavailable ? new CountersignError('store-unavailable', thrown) : thrown;
}
