import { pinnedSince } from '../domain/pinned-since.js';
import type { Profile } from '../domain/profile.js';
import { hashScript } from '../domain/script.js';
import type { ProfileStore, ScriptShelf } from './ports.js';

/**
 * How the bytes that a profile has differ from those on the shelf: other ones (`hash`), or none are there any more.
 * `since` is the version that took the bytes it has. Either way the profile goes on with its own.
 */
export type Drift =
  | { readonly kind: 'changed'; readonly since: number; readonly hash: string }
  | { readonly kind: 'gone'; readonly since: number };

export type FindDriftDeps = {
  readonly shelf: ScriptShelf;
  readonly profiles: Pick<ProfileStore, 'versions'>;
};

/** The drift of every profile that has one, by profile id. Each script is read once. */
export async function findDrift(
  deps: FindDriftDeps,
  profiles: readonly Profile[],
): Promise<ReadonlyMap<string, Drift>> {
  const names = [...new Set(profiles.map(({ version }) => version.settings.script.name))];
  const hashes = new Map(
    await Promise.all(
      names.map(async (name) => {
        const script = await deps.shelf.read(name);
        return [name, script && hashScript(script)] as const;
      }),
    ),
  );
  const found = await Promise.all(
    profiles.map(async (profile): Promise<(readonly [string, Drift])[]> => {
      const { name, hash } = profile.version.settings.script;
      const now = hashes.get(name) ?? null;
      if (now === hash) return [];
      const since = pinnedSince(await deps.profiles.versions(profile.id)) ?? profile.version.number;
      return [[profile.id, now === null ? { kind: 'gone', since } : { kind: 'changed', since, hash: now }]];
    }),
  );
  return new Map(found.flat());
}
