import type { Status } from './request.js';

/**
 * The life of a request: which state may follow which. The only place that says so.
 * A state that may follow itself gains or loses a fact there: a vote, a late certificate, a forgotten value.
 */
export const transitions = {
  pending: ['pending', 'approved', 'denied', 'cancelled', 'expired'],
  approved: ['approved', 'issuing', 'cancelled', 'expired'],
  issuing: ['issuing', 'issued', 'failed', 'unknown'],
  issued: ['issued'],
  failed: ['failed', 'approved'],
  unknown: ['unknown', 'issued', 'failed', 'approved'],
  denied: ['denied'],
  cancelled: ['cancelled'],
  expired: ['expired'],
} as const satisfies Record<Status, readonly Status[]>;

/** True when a request in `from` may become one in `to`. */
export function mayBecome(from: Status, to: Status): boolean {
  const allowed: readonly Status[] = transitions[from];
  return allowed.includes(to);
}

/** States in which nothing more will happen by itself, and sensitive values are gone. */
export function hasEnded(status: Status): boolean {
  return status === 'issued' || status === 'denied' || status === 'cancelled' || status === 'expired';
}
