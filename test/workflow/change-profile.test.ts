import { beforeEach, describe, expect, it } from 'vitest';
import type { Profile, ProfileSettings } from '../../src/domain/profile.js';
import { type ChangeProfileDeps, changeProfile } from '../../src/workflow/change-profile.js';
import type { WantedChange } from '../../src/workflow/write-change.js';
import { aDirectory } from '../builders/directory.js';
import { aProfile, ben, eve, MONDAY } from '../builders/profile.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import { anEntry, auditOf, type StorePair, silentLog } from '../redis/store-pair.js';

const ada = { ...ben, user: 'U0ADA' };
const fresh = { format: 1, key: 'k1', nonce: 'bm8=', ciphertext: 'BBBB', tag: 'dGFn' } as const;

describe('changeProfile', () => {
  let pair: StorePair;
  let stored: Profile;
  const storesOfTest = storesOfEachTest();
  beforeEach(async () => {
    pair = storesOfTest();
    stored = aProfile();
    await pair.one.profiles.create(stored, anEntry({ subject: { kind: 'profile', id: stored.id } }));
  });

  const depsOf = (more: Partial<ChangeProfileDeps> = {}, stores = pair.one): ChangeProfileDeps => ({
    ...{ profiles: stores.profiles, log: silentLog, directory: aDirectory({}), botName: 'countersign' },
    channels: { reach: async () => ({ kind: 'member' }) },
    clock: { now: () => MONDAY + 1 },
    ids: { secret: () => 'proposal-1' },
    admins: { users: [ben.user, ada.user], groups: [] },
    needsReview: false,
    profileNews: { wake: () => undefined },
    ...more,
  });
  const wish = (settings: Partial<ProfileSettings>, more: Partial<WantedChange> = {}): WantedChange => ({
    ...{ profileId: stored.id, basedOn: 1, author: ada, surface: 'slack', cause: 'edited', sealed: {} },
    settings: { ...stored.version.settings, ...settings },
    ...more,
  });
  const now = () => pair.two.profiles.read(stored.id);

  it('makes the next version with an audit entry that says what changed', async () => {
    const result = await changeProfile(depsOf(), wish({ approvalsRequired: 2 }));
    expect(result).toMatchObject({ kind: 'saved', changes: [{ label: 'approvals', from: '1', to: '2' }] });
    expect(await now()).toMatchObject({ version: { number: 2, author: ada, cause: 'edited' } });
    expect((await pair.two.profiles.versions(stored.id)).map(({ number }) => number)).toEqual([1, 2]);
    const [[, entry = ''] = []] = (await auditOf(pair)).reverse();
    expect(JSON.parse(entry)).toMatchObject({
      action: 'profile.changed',
      facts: { changes: 'approvals 1 -> 2' },
    });
  });

  it('makes no version of what changes nothing', async () => {
    expect(await changeProfile(depsOf(), wish({}))).toMatchObject({ kind: 'unchanged' });
    expect(await now()).toMatchObject({ revision: 1 });
  });

  it('keeps a sensitive value whose parameter stayed, replaces one that is new, and drops one that went', async () => {
    await changeProfile(depsOf(), wish({ approvalsRequired: 2 }));
    expect((await now())?.sealed).toEqual(stored.sealed);
    const parameters = [{ name: 'passphrase', sensitive: true, dynamic: false, secret: 's2' }] as const;
    const replaced = wish(
      { approvalsRequired: 2, parameters },
      { basedOn: 2, sealed: { passphrase: fresh } },
    );
    expect(await changeProfile(depsOf(), replaced)).toMatchObject({
      changes: expect.arrayContaining([{ kind: 'parameter', name: 'passphrase', change: 'replaced' }]),
    });
    expect((await now())?.sealed).toEqual({ passphrase: fresh });
    await changeProfile(depsOf(), wish({ parameters: [] }, { basedOn: 3 }));
    expect((await now())?.sealed).toEqual({});
  });

  it('refuses a sensitive parameter that names a value of another version', async () => {
    const parameters = [{ name: 'passphrase', sensitive: true, dynamic: false, secret: 'other' }] as const;
    const result = await changeProfile(depsOf(), wish({ parameters }));
    expect(result).toMatchObject({ kind: 'faults', faults: [{ sentence: 'passphrase has no value yet.' }] });
  });

  it('lets one of two admins who save at once win, and tells the other what changed', async () => {
    const results = await Promise.all([
      changeProfile(depsOf(), wish({ approvalsRequired: 2 })),
      changeProfile(depsOf({}, pair.two), wish({ channel: 'C0OTHER' }, { author: ben })),
    ]);
    expect(results.map(({ kind }) => kind).sort()).toEqual(['saved', 'stale']);
    const stale = results.find((result) => result.kind === 'stale');
    expect(stale?.kind === 'stale' && stale.since).toHaveLength(1);
    expect(await now()).toMatchObject({ version: { number: 2 } });
  });

  it('only proposes where saves are reviewed, and the next save makes the proposal void', async () => {
    const result = await changeProfile(depsOf({ needsReview: true }), wish({ approvalsRequired: 2 }));
    expect(result).toMatchObject({ kind: 'proposed', profile: { version: { number: 1 } } });
    expect(await now()).toMatchObject({ proposal: { id: 'proposal-1', author: ada, basedOn: 1 } });
    await changeProfile(depsOf(), wish({ description: 'other' }));
    expect(await now()).toMatchObject({ proposal: null, version: { number: 2 } });
  });

  it('refuses who is no admin, and a profile that is deleted', async () => {
    expect(await changeProfile(depsOf(), wish({}, { author: eve }))).toEqual({ kind: 'not-an-admin' });
    const missing = wish({ approvalsRequired: 2 }, { profileId: 'nothing' });
    expect(await changeProfile(depsOf(), missing)).toEqual({ kind: 'no-such-profile' });
  });
});
