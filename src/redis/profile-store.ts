import { canonicalJson } from '../domain/canonical-json.js';
import { hideInVersion } from '../domain/hide-plain-values.js';
import { type Profile, type ProfileVersion, profileSchema } from '../domain/profile.js';
import type { ProfileStore } from '../workflow/ports.js';
import { compareAndSwap, type Swap } from './compare-and-swap.js';
import { guardsOf } from './guards.js';
import type { Keys } from './keys.js';
import { findProfiles } from './profile-queries.js';
import { formatRecord, readRecord } from './read-record.js';
import type { StoreClient } from './store-client.js';
import { type Claim, createWriteRecord, type RecordWrite, type WriteRecord } from './write-record.js';

/** Profiles over Redis: a name belongs to one profile at a time, and a version is written once. */
export function createProfileStore(client: StoreClient): ProfileStore {
  const { keys } = client;
  const write = createWriteRecord(client);
  const readStored = (id: string) => readRecord(client, profileSchema, keys.profile(id), nameOf(id));
  const read = async (id: string) => (await readStored(id))?.record ?? null;
  const queries = findProfiles(client, read);
  return {
    async create(profile, audit) {
      const first = { ...profile, revision: 1 };
      const outcome = await write({
        ...{ key: keys.profile(profile.id), expected: 0, audit },
        ...{ body: formatRecord(profileSchema, nameOf(profile.id), first), claims: claimsOf(keys, first) },
        appends: versionOf(keys, first),
        ...newsIndex(keys, first),
      });
      if (outcome === 'written') return 'created';
      if (outcome === 'exists') return 'id-taken';
      if (outcome === 'taken') return 'name-taken';
      throw new Error(`${nameOf(profile.id)} was not created: ${outcome}`);
    },
    read,
    async update(id, change) {
      const swap = { read: () => readStored(id), write: swapOver(keys, write, id, queries) };
      const changed = await compareAndSwap(nameOf(id), swap, change);
      return changed.kind === 'taken' ? { kind: 'name-taken' } : changed;
    },
    ...queries,
  };
}

function nameOf(id: string): string {
  return `profile ${id}`;
}

function swapOver(
  keys: Keys,
  write: WriteRecord,
  id: string,
  { versions }: Pick<ProfileStore, 'versions'>,
): Swap<Profile>['write'] {
  return async ({ revision, record: old }, { next, audit, guard }) => {
    if (next.id !== id) throw new Error(`${nameOf(id)} cannot become ${nameOf(next.id)}`);
    refuseRewriting(old, next);
    const record = { ...next, revision: revision + 1 };
    const [held, claims] = [claimsOf(keys, old), claimsOf(keys, record)];
    const outcome = await write({
      ...{ key: keys.profile(id), expected: revision, audit, claims },
      body: formatRecord(profileSchema, nameOf(id), record),
      ...newsIndex(keys, record),
      guards: guardsOf(keys, guard),
      releases: held.filter(({ name }) => claims.every((claim) => claim.name !== name)),
      appends: old.version.number === record.version.number ? [] : versionOf(keys, record),
      rewrites: hasHidden(old, record) ? rewritesOf(keys, old, await versions(id)) : [],
      // What its scripts kept between runs goes with a profile, as its sealed values do.
      deletes: record.status === 'deleted' ? [{ key: keys.profileState(id) }] : [],
    });
    return { outcome, record };
  };
}

/** A version never changes, and the next one follows it: anything else is a fault of the caller. */
function refuseRewriting(old: Profile, next: Profile): void {
  const isNew = next.version.number === old.version.number + 1;
  const isSame = canonicalJson(next.version) === canonicalJson(old.version);
  if (isNew || isSame) return;
  const [from, to] = [old.version.number, next.version.number];
  throw new Error(`${nameOf(old.id)} at version ${from} cannot be rewritten as version ${to}`);
}

/** A deleted profile holds no name. */
function claimsOf(keys: Keys, { id, status, version }: Profile): readonly Claim[] {
  const name = version.settings.name.toLowerCase();
  return status === 'deleted' ? [] : [{ key: keys.profileNames, name, owner: id }];
}

function versionOf(keys: Keys, { id, version }: Profile): NonNullable<RecordWrite['appends']> {
  const value = JSON.stringify(version);
  return [{ key: keys.profileVersions(id), field: String(version.number), value }];
}

/** Plain values that became sensitive go from the history in the step that says so: it knows every version there is. */
function hasHidden(old: Profile, next: Profile): boolean {
  return old.hiding.length > 0 && next.hiding.length === 0;
}

function rewritesOf(
  keys: Keys,
  { id, hiding }: Profile,
  versions: readonly ProfileVersion[],
): NonNullable<RecordWrite['rewrites']> {
  const key = keys.profileVersions(id);
  return versions
    .map((version) => ({ version, next: hideInVersion(version, hiding) }))
    .filter(({ version, next }) => next !== version)
    .map(({ next }) => ({ key, field: String(next.number), value: JSON.stringify(next) }));
}

function newsIndex(keys: Keys, { id, news, revision }: Profile): Pick<RecordWrite, 'index' | 'unindex'> {
  const entry = { key: keys.index('profiles:news'), member: id };
  return news.length > 0 ? { index: [{ ...entry, score: revision }] } : { unindex: [entry] };
}
