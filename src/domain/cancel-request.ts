import { baseOf, type RequestIn } from './request.js';

/** A pending or approved request that somebody called off, by themselves or as an admin. */
export function cancelRequest(
  request: RequestIn<'pending' | 'approved'>,
  by: string,
  now: number,
): RequestIn<'cancelled'> {
  const why = request.requester.user === by ? 'by-requester' : 'by-admin';
  return {
    ...baseOf(request),
    ...{ sealed: {}, changedAt: now, status: 'cancelled', cancelledBy: by, why, cancelledAt: now },
  };
}
