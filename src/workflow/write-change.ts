import type { Actor, AuditEntry } from '../domain/audit-entry.js';
import type { EncryptedValue } from '../domain/encrypted-value.js';
import { explainChange } from '../domain/explain-change.js';
import { nextVersion, withProposal } from '../domain/next-version.js';
import type { Person } from '../domain/person.js';
import type { Profile, ProfileSettings, SaveCause } from '../domain/profile.js';
import { diffSettings, type SettingsChange } from '../domain/profile-diff.js';
import type { ProfileFault } from './judge-profile.js';
import type { Change, Clock, EventLog, Ids, ProfileNewsWake, ProfileStore } from './ports.js';

export type WriteChangeDeps = {
  readonly profiles: ProfileStore;
  readonly clock: Clock;
  readonly log: EventLog;
  readonly ids: Pick<Ids, 'secret'>;
  /** COUNTERSIGN_PROFILE_REVIEW: a change waits for a second admin. */
  readonly needsReview: boolean;
  readonly profileNews: ProfileNewsWake;
};

/** What a profile is to become. The script of `settings` is in the script store already. */
export type WantedChange = {
  readonly profileId: string;
  /** The version that the admin saw and changed. */
  readonly basedOn: number;
  readonly author: Person;
  readonly surface: AuditEntry['surface'];
  readonly cause: SaveCause;
  readonly settings: ProfileSettings;
  /** New values of sensitive static parameters, by name; a parameter whose `secret` stayed keeps its value. */
  readonly sealed: Readonly<Record<string, EncryptedValue>>;
};

export type WrittenChange =
  | {
      readonly kind: 'saved' | 'proposed';
      readonly profile: Profile;
      readonly changes: readonly SettingsChange[];
    }
  | { readonly kind: 'unchanged'; readonly profile: Profile }
  /** Somebody saved meanwhile: `since` is what they changed. Nothing was written. */
  | { readonly kind: 'stale'; readonly profile: Profile; readonly since: readonly SettingsChange[] }
  | { readonly kind: 'faults'; readonly faults: readonly ProfileFault[] }
  | { readonly kind: 'no-such-profile' };

/**
 * The next version of a profile, or, where saves are reviewed, the proposal of one, of settings that were judged.
 * One step with its audit entry: two admins who save at once do not overwrite each other.
 */
export async function writeChange(deps: WriteChangeDeps, wanted: WantedChange): Promise<WrittenChange> {
  const now = deps.clock.now();
  const proposalId = deps.ids.secret();
  const made: SettingsChange[] = [];
  const changed = await deps.profiles.update(
    wanted.profileId,
    (current): Change<Profile, 'stale' | 'unchanged'> => {
      if (current.status === 'deleted' || current.version.number !== wanted.basedOn)
        return { refusal: 'stale' };
      const changes = diffSettings(current.version.settings, wanted.settings);
      made.splice(0, made.length, ...changes);
      if (changes.length === 0) return { refusal: 'unchanged' };
      return deps.needsReview
        ? propose(current, wanted, { id: proposalId, now })
        : {
            next: nextVersion(current, { ...wanted, sealed: sealedOf(current, wanted) }, { now }),
            audit: audit(current, wanted, now, 'profile.changed'),
          };
    },
  );
  switch (changed.kind) {
    case 'changed':
      deps.log.info(
        { profileId: wanted.profileId, version: changed.record.version.number },
        'profile changed',
      );
      deps.profileNews.wake(wanted.profileId);
      return { kind: deps.needsReview ? 'proposed' : 'saved', profile: changed.record, changes: made };
    case 'name-taken': {
      const sentence = `There is a profile "${wanted.settings.name}" already.`;
      return { kind: 'faults', faults: [{ field: 'name', sentence }] };
    }
    case 'refused':
      if (changed.refusal === 'unchanged') return { kind: 'unchanged', profile: changed.record };
      return (await staleness(deps, changed.record, wanted)) ?? { kind: 'no-such-profile' };
    case 'guard-failed':
    case 'missing':
      return { kind: 'no-such-profile' };
  }
}

/** Null when the profile still stands at the version that was changed. */
export async function staleness(
  deps: Pick<WriteChangeDeps, 'profiles'>,
  profile: Profile,
  { basedOn }: WantedChange,
): Promise<Extract<WrittenChange, { kind: 'stale' }> | null> {
  if (profile.status !== 'deleted' && profile.version.number === basedOn) return null;
  const versions = await deps.profiles.versions(profile.id);
  const base = versions.find(({ number }) => number === basedOn);
  const since = base ? diffSettings(base.settings, profile.version.settings) : [];
  return { kind: 'stale', profile, since };
}

/** The values that go with the wanted settings: new ones, and those whose parameter kept its `secret`. */
export function sealedOf(
  { version, sealed }: Profile,
  wanted: WantedChange,
): Readonly<Record<string, EncryptedValue>> {
  const held = new Map(
    version.settings.parameters.flatMap((parameter) =>
      'secret' in parameter ? [[parameter.name, parameter.secret] as const] : [],
    ),
  );
  const kept = wanted.settings.parameters.flatMap((parameter): [string, EncryptedValue][] => {
    if (!('secret' in parameter)) return [];
    const { name, secret } = parameter;
    const fresh = Object.hasOwn(wanted.sealed, name) ? wanted.sealed[name] : undefined;
    const value = fresh ?? (held.get(name) === secret ? sealed[name] : undefined);
    return value ? [[name, value]] : [];
  });
  return Object.fromEntries(kept);
}

function propose(
  current: Profile,
  wanted: WantedChange,
  { id, now }: { readonly id: string; readonly now: number },
): Change<Profile, never> {
  const { author, cause, basedOn, settings } = wanted;
  const sealed = { ...sealedOf(current, wanted) };
  const proposal = { id, author, at: now, cause, basedOn, settings, sealed, card: null };
  return {
    next: withProposal(current, proposal),
    audit: audit(current, wanted, now, 'profile.change-proposed'),
  };
}

function audit(current: Profile, wanted: WantedChange, at: number, action: string): AuditEntry {
  const actor: Actor = wanted.author;
  const { settings, cause, surface } = wanted;
  return {
    ...{ format: 1, at, actor, surface, action, subject: { kind: 'profile', id: current.id } },
    facts: {
      name: settings.name,
      version: current.version.number + 1,
      cause,
      changes: diffSettings(current.version.settings, settings).map(explainChange).join('; '),
    },
  };
}
