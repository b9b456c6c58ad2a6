import { baseOf, type Request, type RequestIn } from './request.js';

/** A pending request or an approval whose time is over, expired. */
export function expireRequest(request: RequestIn<'pending' | 'approved'>, now: number): RequestIn<'expired'> {
  return {
    ...baseOf(request),
    ...{ sealed: {}, changedAt: now, status: 'expired', from: request.status, expiredAt: now },
  };
}

/** A request that came to rest without a certificate, without the sensitive values it was waiting with. */
export function forgetSensitive(request: RequestIn<'failed' | 'unknown'>, now: number): Request {
  return { ...request, sealed: {}, changedAt: now };
}
