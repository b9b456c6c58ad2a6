import { beforeEach, describe, expect, it } from 'vitest';
import { changeProfile } from '../../src/workflow/change-profile.js';
import { restoreProfile } from '../../src/workflow/restore-profile.js';
import { setProfileStatus, type WantedStatus } from '../../src/workflow/set-profile-status.js';
import { aDirectory } from '../builders/directory.js';
import { aProfile, ben, eve, MONDAY } from '../builders/profile.js';
import { aRequest } from '../builders/request.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import { anEntry, type StorePair, silentLog } from '../redis/store-pair.js';

let pair: StorePair;
const stored = aProfile();
const storesOfTest = storesOfEachTest();
beforeEach(async () => {
  pair = storesOfTest();
  await pair.one.profiles.create(stored, anEntry({ subject: { kind: 'profile', id: stored.id } }));
});

const deps = () => ({
  ...{ ...pair.one, log: silentLog, clock: { now: () => MONDAY }, directory: aDirectory({}) },
  ...{
    botName: 'countersign',
    needsReview: false,
    profileNews: { wake: () => undefined },
    admins: { users: [ben.user], groups: [] },
  },
  channels: { reach: async () => ({ kind: 'member' }) as const },
  ids: { request: () => 'r', profile: () => 'p', secret: () => 's' },
});
const now = () => pair.two.profiles.read(stored.id);

describe('setProfileStatus', () => {
  const set = (status: WantedStatus['status'], by = ben) =>
    setProfileStatus(deps(), { profileId: stored.id, by, surface: 'slack', status });

  it('disables, says when it stands so already, and enables again', async () => {
    expect(await set('disabled')).toMatchObject({ kind: 'set', profile: { status: 'disabled' } });
    expect(await set('disabled')).toMatchObject({ kind: 'stands' });
    expect(await set('enabled')).toMatchObject({ kind: 'set' });
    expect(await now()).toMatchObject({ status: 'enabled', version: { number: 1 } });
  });

  it('deletes for good: the name is free, the sealed values are gone', async () => {
    expect(await set('deleted')).toMatchObject({ kind: 'set' });
    expect(await now()).toMatchObject({ status: 'deleted', sealed: {} });
    expect(await pair.two.profiles.byName('web')).toBeNull();
    expect(await set('enabled')).toEqual({ kind: 'no-such-profile' });
  });

  it('deletes no profile with open requests, and lists them', async () => {
    const request = aRequest();
    const guard = { kind: 'profile', id: stored.id, revision: 1 } as const;
    await pair.one.requests.create(request, anEntry(), guard);
    expect(await set('deleted')).toMatchObject({ kind: 'has-open-requests', requests: [{ id: request.id }] });
    expect(await now()).toMatchObject({ status: 'enabled' });
  });

  it('is for admins', async () => {
    expect(await set('disabled', eve)).toEqual({ kind: 'not-an-admin' });
  });
});

describe('restoreProfile', () => {
  const restore = (number: number, basedOn: number) =>
    restoreProfile(deps(), { profileId: stored.id, number, basedOn, author: ben, surface: 'slack' });
  const change = (settings: Partial<typeof stored.version.settings>, basedOn: number) =>
    changeProfile(deps(), {
      ...{ profileId: stored.id, basedOn, author: ben, surface: 'slack', cause: 'edited', sealed: {} },
      settings: { ...stored.version.settings, ...settings },
    });

  it('makes an old version the newest one, with the sensitive values of now', async () => {
    await change({ approvalsRequired: 2 }, 1);
    expect(await restore(1, 2)).toMatchObject({ kind: 'saved', changes: [{ from: '2', to: '1' }] });
    expect(await now()).toMatchObject({ version: { number: 3, cause: 'restored' }, sealed: stored.sealed });
  });

  it('is refused where a sensitive value is gone, and for a version that never was', async () => {
    await change({ parameters: [] }, 1);
    expect(await restore(1, 2)).toMatchObject({ faults: [{ sentence: 'passphrase has no value yet.' }] });
    expect(await restore(7, 2)).toEqual({ kind: 'no-such-version' });
  });
});
