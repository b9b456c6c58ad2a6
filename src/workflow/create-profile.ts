import type { AuditEntry } from '../domain/audit-entry.js';
import type { EncryptedValue } from '../domain/encrypted-value.js';
import type { Person } from '../domain/person.js';
import type { Profile, ProfileSettings, SaveCause } from '../domain/profile.js';
import type { ProfileFault } from './judge-profile.js';
import type { Clock, EventLog, ProfileNewsWake, ProfileStore } from './ports.js';

export type CreateProfileDeps = {
  readonly profiles: ProfileStore;
  readonly clock: Clock;
  readonly log: EventLog;
  /** A new profile is disabled until another admin enables it. */
  readonly needsReview: boolean;
  readonly profileNews: ProfileNewsWake;
};

export type NewProfile = {
  readonly id: string;
  readonly author: Person;
  readonly surface: AuditEntry['surface'];
  readonly cause?: SaveCause;
  readonly settings: ProfileSettings;
  /** Of every sensitive static parameter. */
  readonly sealed: Readonly<Record<string, EncryptedValue>>;
};

export type CreateProfileResult =
  | { readonly kind: 'saved'; readonly profile: Profile }
  | { readonly kind: 'faults'; readonly faults: readonly ProfileFault[] };

/** Version 1 of a profile, of settings that were judged; the same id twice is one profile. */
export async function createProfile(
  deps: CreateProfileDeps,
  wanted: NewProfile,
): Promise<CreateProfileResult> {
  const { id, author, surface, settings } = wanted;
  const profile = firstVersion(deps, wanted);
  const created = await deps.profiles.create(profile, {
    ...{ format: 1, at: profile.version.savedAt, actor: author, surface, action: 'profile.created' },
    subject: { kind: 'profile', id },
    facts: { name: settings.name, version: 1, script: settings.script.hash, channel: settings.channel },
  });
  switch (created) {
    case 'created':
      deps.log.info({ profileId: id, version: 1 }, 'profile saved');
      deps.profileNews.wake(id);
      return { kind: 'saved', profile };
    case 'name-taken': {
      const sentence = `There is a profile "${settings.name}" already.`;
      return { kind: 'faults', faults: [{ field: 'name', sentence }] };
    }
    case 'id-taken': {
      const winner = await deps.profiles.read(id);
      if (winner) return { kind: 'saved', profile: winner };
      throw new Error(`profile id ${id} was taken and is gone`);
    }
  }
}

function firstVersion({ clock, needsReview }: CreateProfileDeps, wanted: NewProfile): Profile {
  const { id, author, settings, sealed, cause = 'created' } = wanted;
  const at = clock.now();
  return {
    ...{ format: 1, id, revision: 1, status: needsReview ? 'disabled' : 'enabled' },
    version: { number: 1, author, savedAt: at, cause, settings },
    ...{ sealed: { ...sealed }, proposal: null, hiding: [] },
    news: [{ id: '0-version', at, by: author, kind: 'version', number: 1, channels: [settings.channel] }],
  };
}
