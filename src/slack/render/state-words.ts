import type { Status } from '../../domain/request.js';

/** How a request stands, in words that follow "this request". */
export const stateWords = {
  pending: 'is waiting for approval',
  approved: 'was approved already',
  issuing: 'was approved and is being issued',
  issued: 'was issued already',
  failed: 'was approved, and its run failed',
  unknown: 'was approved, and nobody knows yet what the CA did',
  denied: 'was denied already',
  cancelled: 'was cancelled',
  expired: 'has expired',
} as const satisfies Record<Status, string>;
