import type { Request } from './request.js';

/** When somebody has to act on a request as it stands, in the indexes by which it is found then. */
export function dueTimes(request: Request): readonly { readonly index: string; readonly score: number }[] {
  const { profile } = request.snapshot;
  switch (request.status) {
    case 'pending':
      return [
        { index: 'requests:expires', score: request.expiresAt },
        ...(request.remindAt === null ? [] : [{ index: 'requests:remind', score: request.remindAt }]),
      ];
    case 'approved':
      return [
        { index: 'requests:expires', score: request.expiresAt },
        { index: `requests:approved:${profile.id}`, score: request.approvedAt },
      ];
    case 'issuing':
      return [
        { index: 'requests:lease', score: request.leaseUntil },
        { index: `requests:issuing:${profile.id}`, score: request.changedAt },
      ];
    default:
      return [];
  }
}
