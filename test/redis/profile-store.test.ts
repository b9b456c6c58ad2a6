import { beforeEach, describe, expect, it } from 'vitest';
import type { Profile, ProfileSettings } from '../../src/domain/profile.js';
import { aProfile } from '../builders/profile.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import { anEntry, contentOf, type StorePair } from './store-pair.js';

const audit = anEntry();
const named = (id: string, name: string) => aProfile({ id, settings: { name } });
const save = (changes: Partial<ProfileSettings>) => (profile: Profile) => {
  const { number, settings } = profile.version;
  const version = { ...profile.version, number: number + 1, settings: { ...settings, ...changes } };
  return { next: { ...profile, version }, audit };
};
const remove = (profile: Profile) => ({ next: { ...profile, status: 'deleted' as const }, audit });

describe('createProfileStore', () => {
  let pair: StorePair;
  const storesOfTest = storesOfEachTest();
  beforeEach(() => {
    pair = storesOfTest();
  });

  it('gives a profile back by id and by name, whatever the case', async () => {
    expect(await pair.one.profiles.create(aProfile({ revision: 7 }), audit)).toBe('created');
    expect(await pair.two.profiles.read('pr0web')).toEqual(aProfile());
    expect(await pair.two.profiles.byName('WEB')).toEqual(aProfile());
    expect(await pair.two.profiles.byName('mail')).toBeNull();
    expect(await pair.two.profiles.read('none')).toBeNull();
  });

  it('refuses a name and an id that are taken, and writes nothing', async () => {
    await pair.one.profiles.create(named('p1', 'web'), audit);
    const before = await contentOf(pair);
    expect(await pair.two.profiles.create(named('p2', 'web'), audit)).toBe('name-taken');
    expect(await pair.two.profiles.create(named('p1', 'mail'), audit)).toBe('id-taken');
    expect(await contentOf(pair)).toEqual(before);
  });

  it('gives a name to one of twenty who want it at once', async () => {
    const stores = [pair.one, pair.two];
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, at) => stores[at % 2]?.profiles.create(named(`p${at}`, 'web'), audit)),
    );
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'name-taken')).toHaveLength(19);
    expect(await pair.one.profiles.list()).toHaveLength(1);
  });

  it('keeps every version, and only the newest as the profile', async () => {
    await pair.one.profiles.create(aProfile(), audit);
    await pair.two.profiles.update('pr0web', save({ description: 'second' }));
    await pair.one.profiles.update('pr0web', (profile) => ({
      next: { ...profile, status: 'disabled' },
      audit,
    }));
    const profile = await pair.two.profiles.read('pr0web');
    expect(profile).toMatchObject({ revision: 3, status: 'disabled', version: { number: 2 } });
    const versions = await pair.two.profiles.versions('pr0web');
    expect(versions.map(({ number }) => number)).toEqual([1, 2]);
    expect(versions[0]).toEqual(aProfile().version);
    expect(await pair.two.profiles.versions('none')).toEqual([]);
  });

  it('counts each of many saves at once', async () => {
    await pair.one.profiles.create(aProfile(), audit);
    const stores = [pair.one, pair.two];
    await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        stores[at % 2]?.profiles.update('pr0web', save({ description: `${at}` })),
      ),
    );
    const versions = await pair.one.profiles.versions('pr0web');
    expect(versions.map(({ number }) => number)).toEqual(Array.from({ length: 13 }, (_, index) => index + 1));
    expect(new Set(versions.map(({ settings }) => settings.description)).size).toBe(13);
  });

  it('throws when a version would be rewritten or skipped', async () => {
    await pair.one.profiles.create(aProfile(), audit);
    const become = (next: Profile) => pair.one.profiles.update('pr0web', () => ({ next, audit }));
    await expect(become(aProfile({ settings: { description: 'x' } }))).rejects.toThrow(
      'rewritten as version 1',
    );
    await expect(become(aProfile({ number: 3 }))).rejects.toThrow('rewritten as version 3');
    await expect(become(aProfile({ id: 'other' }))).rejects.toThrow('cannot become profile other');
  });

  it('moves a claim with the name, and refuses one that is taken', async () => {
    await pair.one.profiles.create(named('p1', 'web'), audit);
    await pair.one.profiles.create(named('p2', 'mail'), audit);
    const before = await contentOf(pair);
    expect(await pair.two.profiles.update('p2', save({ name: 'web' }))).toEqual({ kind: 'name-taken' });
    expect(await contentOf(pair)).toEqual(before);
    await pair.two.profiles.update('p1', save({ name: 'www' }));
    expect(await pair.one.profiles.byName('web')).toBeNull();
    expect((await pair.one.profiles.byName('www'))?.id).toBe('p1');
    expect(await pair.two.profiles.update('p2', save({ name: 'web' }))).toMatchObject({ kind: 'changed' });
  });

  it('frees the name of a deleted profile, and takes it back only while it is free', async () => {
    await pair.one.profiles.create(named('p1', 'web'), audit);
    await pair.one.profiles.update('p1', remove);
    expect(await pair.two.profiles.byName('web')).toBeNull();
    expect(await pair.two.profiles.list()).toEqual([]);
    expect(await pair.two.profiles.read('p1')).toMatchObject({ status: 'deleted' });
    const restore = (profile: Profile) => ({ next: { ...profile, status: 'enabled' as const }, audit });
    expect(await pair.two.profiles.create(named('p2', 'web'), audit)).toBe('created');
    expect(await pair.one.profiles.update('p1', restore)).toEqual({ kind: 'name-taken' });
  });

  it('lists by name', async () => {
    for (const name of ['web', 'api', 'mail']) await pair.one.profiles.create(named(name, name), audit);
    const names = (await pair.two.profiles.list()).map(({ version }) => version.settings.name);
    expect(names).toEqual(['api', 'mail', 'web']);
  });
});
