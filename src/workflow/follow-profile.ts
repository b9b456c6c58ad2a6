import { expireRequest } from '../domain/lapse-request.js';
import type { Profile } from '../domain/profile.js';
import { isOutdated, renewSnapshot } from '../domain/renew-snapshot.js';
import type { Request, RequestIn } from '../domain/request.js';
import { auditRequest } from './audit.js';
import type { Change } from './ports.js';

export type ProfileMoved = { readonly code: 'profile-not-enabled' };

/**
 * What happens first when somebody acts on a pending request whose time is over, or whose profile is not the one
 * that it was made for; null: nothing, it stands as it is.
 */
export function followProfile(
  request: RequestIn<'pending'>,
  profile: Profile,
  now: number,
  system: string,
): Change<Request, never> | null {
  const itself = { at: now, actor: { system }, surface: 'slack' } as const;
  if (now >= request.expiresAt) {
    const next = expireRequest(request, now);
    return { next, audit: auditRequest(next, { ...itself, action: 'request.expired' }) };
  }
  if (!isOutdated(request, profile) && profile.status === 'enabled') return null;
  const next = renewSnapshot(request, profile, now);
  const audit = auditRequest(next, { ...itself, action: 'request.renewed' });
  return { next, audit, guard: { kind: 'profile', id: profile.id, revision: profile.revision } };
}
