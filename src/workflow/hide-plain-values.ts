import { hideInRequest } from '../domain/hide-plain-values.js';
import type { Profile } from '../domain/profile.js';
import { hasEnded } from '../domain/request-transitions.js';
import { auditRequest } from './audit.js';
import type { Change, Clock, EventLog, ProfileStore, RequestStore } from './ports.js';

export type HidePlainValuesDeps = {
  readonly profiles: ProfileStore;
  readonly requests: RequestStore;
  readonly clock: Clock;
  readonly log: EventLog;
};

/** All requests of a profile: their ids only. */
const EVERY = 1_000_000;

/**
 * Takes plain values that became sensitive out of everything older that holds them: the snapshots of the profile's
 * requests, then its versions. May be called again until `hiding` is empty; recovery does.
 */
export async function hidePlainValues(deps: HidePlainValuesDeps, profileId: string): Promise<void> {
  const profile = await deps.profiles.read(profileId);
  if (!profile || profile.hiding.length === 0) return;
  for (const id of await deps.requests.ofProfile(profileId, EVERY)) await hideIn(deps, id, profile);
  const at = deps.clock.now();
  const names = profile.hiding.map(({ name }) => name).join(', ');
  const changed = await deps.profiles.update(profileId, (current): Change<Profile, 'more-to-hide'> => {
    if (current.hiding.length !== profile.hiding.length) return { refusal: 'more-to-hide' };
    return {
      next: { ...current, hiding: [] },
      audit: {
        ...{ format: 1, at, actor: { system: 'hide-plain-values' }, surface: 'recovery' },
        ...{ action: 'profile.plain-values-removed', subject: { kind: 'profile', id: profileId } },
        facts: { parameters: names },
      },
    };
  });
  if (changed.kind === 'changed') deps.log.info({ profileId, parameters: names }, 'plain values removed');
}

/** A card shows no static values, so one that has ended need not be drawn anew. */
async function hideIn(deps: HidePlainValuesDeps, id: string, profile: Profile): Promise<void> {
  const at = deps.clock.now();
  const changed = await deps.requests.update(id, (request): Change<typeof request, 'holds-none'> => {
    const next = hideInRequest(request, profile.hiding);
    const entry = { at, actor: { system: 'hide-plain-values' }, surface: 'recovery' } as const;
    return next
      ? { next, audit: auditRequest(next, { ...entry, action: 'request.plain-values-removed' }) }
      : { refusal: 'holds-none' };
  });
  if (changed.kind === 'changed' && hasEnded(changed.record.status)) {
    await deps.requests.settleAnnouncement(id, changed.record.revision);
  }
}
