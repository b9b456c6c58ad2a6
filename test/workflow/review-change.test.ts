import { beforeEach, describe, expect, it } from 'vitest';
import { announceProfile, type ProfileNewsItem } from '../../src/workflow/announce-profile.js';
import { changeProfile } from '../../src/workflow/change-profile.js';
import type { Reached } from '../../src/workflow/notifier.js';
import { type Review, reviewChange } from '../../src/workflow/review-change.js';
import { setProfileStatus } from '../../src/workflow/set-profile-status.js';
import { aDirectory } from '../builders/directory.js';
import { aProfile, ben, eve, MONDAY } from '../builders/profile.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import { anEntry, type StorePair, silentLog } from '../redis/store-pair.js';

const ada = { ...ben, user: 'U0ADA' };
const stored = aProfile();
let pair: StorePair;
const storesOfTest = storesOfEachTest();
beforeEach(async () => {
  pair = storesOfTest();
  await pair.one.profiles.create(stored, anEntry({ subject: { kind: 'profile', id: stored.id } }));
});

const depsOf = (stores = pair.one) => ({
  ...{ ...stores, log: silentLog, directory: aDirectory({}), botName: 'countersign', needsReview: true },
  ...{ channels: { reach: async () => ({ kind: 'member' }) as const }, clock: { now: () => MONDAY } },
  ids: { request: () => 'r', profile: () => 'p', secret: () => 'proposal-1' },
  ...{ admins: { users: [ben.user, ada.user], groups: [] }, profileNews: { wake: () => undefined } },
});
const propose = (deps: object = {}, author = ada) =>
  changeProfile(
    { ...depsOf(), ...deps },
    {
      ...{ profileId: stored.id, basedOn: 1, author, surface: 'slack', cause: 'edited', sealed: {} },
      settings: { ...stored.version.settings, approvalsRequired: 2 },
    },
  );
const review = (decision: Review['decision'], by = ben, stores = pair.one) =>
  reviewChange(depsOf(stores), {
    ...{ profileId: stored.id, proposalId: 'proposal-1', by, decision, reason: null },
  });
const now = () => pair.two.profiles.read(stored.id);

describe('reviewChange', () => {
  it('makes the version when another admin lets it through, with the values that the profile had', async () => {
    await propose();
    expect(await review('let-through')).toMatchObject({ kind: 'decided' });
    expect(await now()).toMatchObject({
      version: { number: 2, author: ada, reviewer: ben, settings: { approvalsRequired: 2 } },
      ...{ proposal: null, sealed: stored.sealed },
    });
  });

  it('lets nobody review a change of their own, and only its author withdraw it', async () => {
    await propose();
    expect(await review('let-through', ada)).toEqual({ kind: 'own-proposal' });
    expect(await review('turn-down', ada)).toEqual({ kind: 'own-proposal' });
    expect(await review('withdraw', ben)).toEqual({ kind: 'not-the-author' });
    expect(await review('let-through', eve)).toEqual({ kind: 'not-an-admin' });
    expect(await now()).toMatchObject({ version: { number: 1 }, proposal: { id: 'proposal-1' } });
    expect(await review('withdraw', ada)).toMatchObject({ kind: 'decided' });
    expect(await now()).toMatchObject({ version: { number: 1 }, proposal: null });
  });

  it('decides once, whoever is faster', async () => {
    await propose();
    const results = await Promise.all([
      review('let-through'),
      review('turn-down', ben, pair.two),
      review('let-through', ben, pair.two),
    ]);
    expect(results.map(({ kind }) => kind).sort()).toEqual(['decided', 'gone', 'gone']);
  });

  it('finds nothing to decide once the profile moved on', async () => {
    await propose();
    await changeProfile(
      { ...depsOf(), needsReview: false },
      {
        ...{ profileId: stored.id, basedOn: 1, author: ben, surface: 'slack', cause: 'edited', sealed: {} },
        settings: { ...stored.version.settings, description: 'other' },
      },
    );
    expect(await review('let-through')).toEqual({ kind: 'gone' });
    expect(await now()).toMatchObject({ version: { number: 2, settings: { approvalsRequired: 1 } } });
  });

  it('refuses what could not be saved any more', async () => {
    await propose();
    const archived = { channels: { reach: async () => ({ kind: 'archived' }) as const } };
    const deps = { ...depsOf(), ...archived };
    const wish = { profileId: stored.id, proposalId: 'proposal-1', by: ben, reason: null };
    const result = await reviewChange(deps, { ...wish, decision: 'let-through' });
    expect(result).toMatchObject({ kind: 'faults', faults: [{ field: 'channel' }] });
  });

  it('holds for enabling, too: not by the admin who made the newest version', async () => {
    const set = (status: 'enabled' | 'disabled', by: typeof ada) =>
      setProfileStatus(depsOf(), { profileId: stored.id, by, surface: 'slack', status });
    await set('disabled', ben);
    expect(await set('enabled', ben)).toMatchObject({ kind: 'needs-another-admin' });
    expect(await set('enabled', ada)).toMatchObject({ kind: 'set' });
  });
});

describe('announceProfile', () => {
  const told: [string, ProfileNewsItem['news']['kind']][] = [];
  const closed: string[] = [];
  beforeEach(() => {
    told.length = 0;
    closed.length = 0;
  });
  const announce = (tell?: () => Promise<Reached<{ ts: string }>>, stores = pair.one) =>
    announceProfile(
      {
        ...{ ...depsOf(stores), lockMs: 5000 },
        profileNotifier: {
          async tell(channel, { news }) {
            const answer = (await tell?.()) ?? { ok: true, ts: `${told.length + 1}.0` };
            if (answer.ok) told.push([channel, news.kind]);
            return answer;
          },
          async closeCard({ ts }) {
            closed.push(ts);
            return { ok: true };
          },
          directChannel: async (user) =>
            user === 'U0LEFT' ? { ok: false, why: 'not-found' } : { ok: true, channel: `D-${user}` },
        },
      },
      stored.id,
    );

  it('tells each news once, remembers the card of a proposal, and closes it when it was decided', async () => {
    await propose();
    expect(await pair.two.profiles.withNews(10)).toEqual([stored.id]);
    await announce();
    expect(await now()).toMatchObject({ news: [], proposal: { card: { channel: 'C0CERTS', ts: '1.0' } } });
    expect(await pair.two.profiles.withNews(10)).toEqual([]);
    await announce();
    await review('let-through');
    await announce();
    expect(told.map(([, kind]) => kind)).toEqual(['proposed', 'decided', 'version']);
    expect(closed).toEqual(['1.0']);
  });

  it('keeps what Slack did not take for the next time', async () => {
    await propose();
    await expect(announce(() => Promise.reject(new Error('slack is down')))).rejects.toThrow('slack is down');
    expect(await pair.two.profiles.withNews(10)).toEqual([stored.id]);
    await announce();
    expect(told).toEqual([['C0CERTS', 'proposed']]);
  });

  it('tells whoever did it where the channel cannot be reached', async () => {
    await propose();
    const answers: Reached<{ ts: string }>[] = [{ ok: false, why: 'archived' }];
    await announce(async () => answers.pop() ?? { ok: true, ts: '9.0' });
    expect(told).toEqual([['D-U0ADA', 'proposed']]);
  });

  it('is not held up by news that nobody can be told any more', async () => {
    const left = { ...ada, user: 'U0LEFT' };
    await propose({ admins: { users: [left.user, ben.user], groups: [] } }, left);
    await announce(async () => ({ ok: false, why: 'archived' }));
    expect(await now()).toMatchObject({ news: [], proposal: { card: null } });
    expect(told).toEqual([]);
  });

  it('tells both channels of a move', async () => {
    await changeProfile(
      { ...depsOf(), needsReview: false },
      {
        ...{ profileId: stored.id, basedOn: 1, author: ada, surface: 'slack', cause: 'edited', sealed: {} },
        settings: { ...stored.version.settings, channel: 'C0OTHER' },
      },
    );
    await announce();
    expect(told.map(([channel]) => channel).sort()).toEqual(['C0CERTS', 'C0OTHER']);
  });
});
