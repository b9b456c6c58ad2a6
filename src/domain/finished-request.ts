import { assertNever } from './assert-never.js';
import type { Request } from './request.js';

/** Whether nothing more happens to a request unless a person acts: what it asked for can be asked for again. */
export function isFinished({ status }: Pick<Request, 'status'>): boolean {
  switch (status) {
    case 'issued':
    case 'failed':
    case 'denied':
    case 'cancelled':
    case 'expired':
      return true;
    case 'pending':
    case 'approved':
    case 'issuing':
    case 'unknown':
      return false;
    default:
      return assertNever(status);
  }
}
