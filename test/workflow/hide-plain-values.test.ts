import { beforeEach, describe, expect, it } from 'vitest';
import type { Profile } from '../../src/domain/profile.js';
import type { Request, Status } from '../../src/domain/request.js';
import { takeSnapshot } from '../../src/domain/snapshot.js';
import { changeProfile } from '../../src/workflow/change-profile.js';
import { hidePlainValues } from '../../src/workflow/hide-plain-values.js';
import { aDirectory } from '../builders/directory.js';
import { aProfile, ben, MONDAY } from '../builders/profile.js';
import { aRequest, aSnapshot } from '../builders/request.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import { anEntry, type StorePair, silentLog } from '../redis/store-pair.js';

const VALUE = 'swordfish-of-the-north';
const plain = { name: 'token', sensitive: false, dynamic: false, value: VALUE } as const;
const sensitive = { name: 'token', sensitive: true, dynamic: false } as const;
const sealed = { format: 1, key: 'k1', nonce: 'bm8=', ciphertext: 'BBBB', tag: 'dGFn' } as const;
const states: readonly Status[] = ['pending', 'approved', 'issuing', 'issued', 'failed', 'unknown', 'denied'];

describe('hidePlainValues', () => {
  let pair: StorePair;
  let profile: Profile;
  const storesOfTest = storesOfEachTest();
  beforeEach(async () => {
    pair = storesOfTest();
    profile = aProfile({ settings: { parameters: [plain] }, sealed: {} });
    await pair.one.profiles.create(profile, anEntry({ subject: { kind: 'profile', id: profile.id } }));
    for (const [index, status] of states.entries()) await stored(status, `7k3m-q2f${index}`);
  });

  async function stored(status: Status, id: string): Promise<void> {
    const snapshot = takeSnapshot(profile, aSnapshot());
    const request: Request = aRequest({ status: 'pending', id, snapshot });
    const audit = anEntry({ subject: { kind: 'request', id } });
    const guard = { kind: 'profile', id: profile.id, revision: 1 } as const;
    await pair.one.requests.create(request, audit, guard);
    const run: readonly Status[] = ['approved', 'issuing', 'issued'];
    const ended: readonly Status[] =
      status === 'failed' || status === 'unknown' ? [...run.slice(0, 2), status] : [];
    const until = run.indexOf(status);
    const path = status === 'denied' ? [status] : until < 0 ? ended : run.slice(0, until + 1);
    for (const next of path) {
      await pair.one.requests.update(id, () => ({ next: aRequest({ status: next, id, snapshot }), audit }));
    }
  }

  const deps = () => ({
    ...{ profiles: pair.one.profiles, requests: pair.one.requests, clock: { now: () => MONDAY } },
    ...{
      log: silentLog,
      directory: aDirectory({}),
      botName: 'countersign',
      needsReview: false,
      profileNews: { wake: () => undefined },
    },
    channels: { reach: async () => ({ kind: 'member' }) as const },
    ids: { request: () => 'r', profile: () => 'p', secret: () => 's2' },
    admins: { users: [ben.user], groups: [] },
  });
  const makeSensitive = () =>
    changeProfile(deps(), {
      ...{ profileId: profile.id, basedOn: 1, author: ben, surface: 'slack', cause: 'edited' },
      settings: {
        ...profile.version.settings,
        parameters: [{ ...sensitive, secret: 's2' }],
      },
      sealed: { token: sealed },
    });

  /** Every value that Redis holds for this workspace, as text. */
  async function everything(): Promise<string> {
    const keys = await pair.raw.keys(`countersign:{${pair.workspace}}:*`);
    const texts = await Promise.all(
      keys.map(async (key) => {
        const type = await pair.raw.type(key);
        if (type === 'hash') return Object.values(await pair.raw.hgetall(key)).join();
        if (type === 'stream') return JSON.stringify(await pair.raw.xrange(key, '-', '+'));
        return type === 'string' ? await pair.raw.get(key) : '';
      }),
    );
    return texts.join();
  }

  it('leaves the value in no version and in no request, whatever its state', async () => {
    expect(await everything()).toContain(VALUE);
    await makeSensitive();
    await hidePlainValues(deps(), profile.id);
    expect(await everything()).not.toContain(VALUE);
    expect(await pair.two.profiles.read(profile.id)).toMatchObject({ hiding: [] });
    const [first] = await pair.two.profiles.versions(profile.id);
    expect(first?.settings.parameters).toEqual([{ ...sensitive, secret: 'hidden' }]);
  });
  it('goes on where a process died in the middle, and does nothing when there is nothing to hide', async () => {
    await makeSensitive();
    const broken = {
      ...deps(),
      profiles: { ...pair.one.profiles, update: () => Promise.reject(new Error('died')) },
    };
    await expect(hidePlainValues(broken, profile.id)).rejects.toThrow('died');
    await hidePlainValues(deps(), profile.id);
    expect(await everything()).not.toContain(VALUE);
    const { revision } = (await pair.two.profiles.read(profile.id)) ?? {};
    await hidePlainValues(deps(), profile.id);
    expect(await pair.two.profiles.read(profile.id)).toMatchObject({ revision });
  });

  it('draws the card of no request that has ended', async () => {
    for (const id of await pair.one.requests.dueAnnouncements(100)) {
      const request = await pair.one.requests.read(id);
      await pair.one.requests.settleAnnouncement(id, request?.revision ?? 0);
    }
    await makeSensitive();
    await hidePlainValues(deps(), profile.id);
    const due = await pair.one.requests.dueAnnouncements(100);
    const ended = await pair.one.requests.inState('issued', MONDAY * 2, 10);
    expect(due).not.toEqual(expect.arrayContaining([...ended]));
  });
});
