import { type Profile, profileVersionSchema } from '../domain/profile.js';
import type { ProfileStore } from '../workflow/ports.js';
import type { StoreClient } from './store-client.js';

type Queries = Pick<ProfileStore, 'byName' | 'list' | 'versions' | 'withNews'>;

/** Profiles by name, all of them, and the versions of one. */
export function findProfiles(client: StoreClient, read: (id: string) => Promise<Profile | null>): Queries {
  const { profileNames, profileVersions } = client.keys;
  const isNamed = (profile: Profile, name: string) =>
    profile.status !== 'deleted' && profile.version.settings.name.toLowerCase() === name;
  return {
    async byName(typed) {
      const name = typed.toLowerCase();
      const id = await client.command((redis) => redis.hget(profileNames, name));
      const profile = id === null ? null : await read(id);
      // Between the two reads it may have been renamed or deleted.
      return profile && isNamed(profile, name) ? profile : null;
    },
    async list() {
      const ids = await client.command((redis) => redis.hvals(profileNames));
      const profiles = await Promise.all(ids.map(read));
      return profiles
        .filter((profile) => profile !== null)
        .filter(({ status }) => status !== 'deleted')
        .sort((left, right) => (left.version.settings.name < right.version.settings.name ? -1 : 1));
    },
    withNews: (limit) =>
      client.command((redis) => redis.zrandmember(client.keys.index('profiles:news'), limit)),
    async versions(id) {
      const texts = await client.command((redis) => redis.hvals(profileVersions(id)));
      return texts
        .map((text) => profileVersionSchema.parse(JSON.parse(text)))
        .sort((left, right) => left.number - right.number);
    },
  };
}
