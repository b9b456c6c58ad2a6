import { checkValue } from './check-value.js';
import { digestOf } from './digest.js';
import { dynamicParameters, isRequired } from './parameter.js';
import type { Profile } from './profile.js';
import { baseOf, type RequestIn } from './request.js';
import { takeSnapshot } from './snapshot.js';

/** True when a pending request was made for another version of its profile than the one that stands now. */
export function isOutdated(request: RequestIn<'pending'>, profile: Profile): boolean {
  return request.snapshot.profile.version !== profile.version.number;
}

/**
 * A pending request under its profile as it is now. Its votes no longer count, since the digest changed. When
 * the profile was disabled or deleted, or asks for values that the request does not have, it is cancelled.
 */
export function renewSnapshot(
  request: RequestIn<'pending'>,
  profile: Profile,
  now: number,
): RequestIn<'pending' | 'cancelled'> {
  const base = { ...baseOf(request), changedAt: now };
  const cancel = (why: string): RequestIn<'cancelled'> => ({
    ...base,
    ...{ sealed: {}, status: 'cancelled', cancelledBy: null, why, cancelledAt: now },
  });
  if (profile.status !== 'enabled') return cancel(`profile-${profile.status}`);
  if (!fits(request, profile)) return cancel('profile-asks-for-other-values');
  const snapshot = takeSnapshot(profile, request.snapshot);
  const voiding = { at: now, from: request.snapshot.profile.version, to: profile.version.number };
  return {
    ...base,
    ...{ snapshot, digest: digestOf(snapshot), voidings: [...request.voidings, voiding], blocked: null },
    ...{ status: 'pending', expiresAt: request.expiresAt, remindAt: request.remindAt, waitsFor: null },
  };
}

/** What the requester assigned is what the profile asks for now: no value is missing, left over or refused. */
function fits({ snapshot }: RequestIn<'pending'>, profile: Profile): boolean {
  const { dynamicValues, dynamicMarks } = snapshot;
  const asked = dynamicParameters(profile.version.settings.parameters);
  const isAsked = (name: string, sensitive: boolean) =>
    asked.some((parameter) => parameter.name === name && parameter.sensitive === sensitive);
  return (
    Object.keys(dynamicValues).every((name) => isAsked(name, false)) &&
    Object.keys(dynamicMarks).every((name) => isAsked(name, true)) &&
    asked.every((parameter) => {
      const value = (parameter.sensitive ? dynamicMarks : dynamicValues)[parameter.name];
      if (!value) return !isRequired(parameter);
      return parameter.sensitive || checkValue(parameter.check, value) === null;
    })
  );
}
