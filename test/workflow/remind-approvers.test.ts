import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { announcementsOf } from '../../src/domain/announcement.js';
import type { Profile } from '../../src/domain/profile.js';
import { nextReminder } from '../../src/domain/remind-approvers.js';
import type { RequestIn } from '../../src/domain/request.js';
import { castVote } from '../../src/workflow/cast-vote.js';
import { expireRequests } from '../../src/workflow/expire-requests.js';
import type { Standing } from '../../src/workflow/ports.js';
import { checkVoters, remindApprovers } from '../../src/workflow/remind-approvers.js';
import { withdrawVote } from '../../src/workflow/withdraw-vote.js';
import { aDirectory } from '../builders/directory.js';
import { aRedis, type TestRedis } from '../builders/redis.js';
import {
  abe,
  amy,
  aStoredProfile,
  aStoredRequest,
  aWorkflowBench,
  eli,
  type WorkflowBench,
} from '../builders/workflow-bench.js';
import { aStorePair, type StorePair } from '../redis/store-pair.js';

const hour = 3_600_000;
const remindMs = 4 * hour;

describe('time', () => {
  let redis: TestRedis;
  let stores: StorePair;
  let bench: WorkflowBench;
  const standings: Record<string, Standing['kind']> = {};
  const groups: Record<string, string[]> = {};

  beforeAll(async () => {
    redis = await aRedis();
  });
  beforeEach(async () => {
    for (const user of Object.keys(standings)) delete standings[user];
    Object.assign(groups, { S0PKI: [amy.user, abe.user, eli.user] });
    stores = await aStorePair(redis);
    bench = aWorkflowBench(stores, aDirectory({ standings, groups }));
    return () => stores.close();
  });
  afterAll(() => redis.close());

  const profileOf = (users: readonly string[], approvalsRequired = 1): Promise<Profile> =>
    aStoredProfile(stores, { approvalsRequired, approvers: { users, groups: ['S0PKI'] } });
  const ask = (profile: Profile, days = 14) => {
    const { now } = bench.time;
    const expiresAt = now + days * 24 * hour;
    return aStoredRequest(bench, profile, {
      expiresAt,
      remindAt: nextReminder(now, 0, { remindMs, expiresAt }),
    });
  };
  const read = async ({ id }: { id: string }): Promise<RequestIn<'pending'>> => {
    const request = await stores.two.requests.read(id);
    if (request?.status !== 'pending') throw new Error(`${id} is ${request?.status}`);
    return request;
  };
  const keysOf = async (request: { id: string }) =>
    announcementsOf(await read(request)).map(({ key }) => key);
  /** Two bots look at once. */
  const tick = (ms: number) => {
    bench.time.now += ms;
    return Promise.all([remindApprovers(bench.one), remindApprovers(bench.two)]);
  };
  const vote = ({ id: requestId, digest: shownDigest }: RequestIn<'pending'>, approver: typeof amy) =>
    castVote(bench.one, { requestId, approver, decision: 'approve', reason: null, shownDigest });

  it('reminds at pauses that double, until the request expires', async () => {
    const request = await ask(await profileOf([]));
    const { createdAt, expiresAt } = await read(request);
    for (let minutes = 0; minutes < 14 * 24 * 2 - 1; minutes++) await tick(hour / 2);
    const { reminders } = await read(request);
    expect(reminders.map((at) => (at - createdAt) / hour)).toEqual([4, 12, 28, 60, 124, 252]);
    expect(await keysOf(request)).toEqual(['reminder-6']);
    expect(await stores.one.requests.toRemind(expiresAt, 9)).toEqual([]);
  });

  it('makes one reminder of what was missed while nobody looked', async () => {
    const request = await ask(await profileOf([]));
    await tick(100 * hour);
    expect((await read(request)).reminders).toEqual([bench.time.now]);
    await tick(0);
    expect((await read(request)).reminders).toHaveLength(1);
  });

  it('names those who can still vote: no requester, no voter, nobody who left', async () => {
    const profile = await profileOf([amy.user, abe.user, 'U0EVE', 'U0GONE'], 2);
    Object.assign(standings, { U0GONE: 'deactivated' });
    Object.assign(groups, { S0PKI: [amy.user, 'U0GONE'] });
    const request = await read(await ask(profile));
    await vote(request, amy);
    await tick(remindMs);
    expect((await read(request)).waitsFor).toEqual({ users: [abe.user], groups: [] });
  });

  it('reminds nobody where nobody is left, and says so', async () => {
    Object.assign(groups, { S0PKI: ['U0EVE'] });
    const request = await ask(await profileOf([]));
    await tick(remindMs);
    expect(await read(request)).toMatchObject({ reminders: [], blocked: { able: 0, needed: 1 } });
    expect(await keysOf(request)).toEqual([`blocked-${bench.time.now}`]);
  });

  it('an approver who left does not block unseen; one who comes back, or a vote taken back, frees it', async () => {
    Object.assign(groups, { S0PKI: [amy.user, abe.user] });
    const request = await read(await ask(await profileOf([], 2)));
    await checkVoters(bench.one);
    expect((await read(request)).blocked).toBeNull();
    await vote(request, amy);
    Object.assign(standings, { [abe.user]: 'deactivated' });
    await Promise.all([checkVoters(bench.one), checkVoters(bench.two)]);
    const blocked = await read(request);
    expect(blocked.blocked).toEqual({ since: bench.time.now, able: 0, needed: 1 });
    await checkVoters(bench.two);
    expect(await read(request)).toEqual(blocked);
    await withdrawVote(bench.one, { requestId: request.id, approver: amy, shownDigest: request.digest });
    bench.time.now += hour;
    await checkVoters(bench.one);
    expect((await read(request)).blocked).toMatchObject({ since: bench.time.now - hour, able: 1, needed: 2 });
    delete standings[abe.user];
    await checkVoters(bench.two);
    expect((await read(request)).blocked).toBeNull();
  });

  it('asks about each person once in a round, and of a group no more than are needed', async () => {
    const asked: string[] = [];
    const { standing, ...rest } = aDirectory({ groups: { S0PKI: [amy.user, abe.user, eli.user] } });
    const counting = aWorkflowBench(stores, {
      ...rest,
      standing: (person) => {
        asked.push(person.user);
        return standing(person);
      },
    });
    const profile = await profileOf([]);
    for (let count = 0; count < 20; count++) await ask(profile);
    await checkVoters(counting.one);
    expect(asked).toEqual([amy.user]);
  });

  it('reminds the others when one cannot be looked up, and gives up when nobody can', async () => {
    const away = { ...aDirectory(), standing: () => Promise.reject(new Error('no answer')) };
    const requests = [await ask(await profileOf([])), await ask(await profileOf([abe.user]))];
    bench.time.now += remindMs;
    const { standing } = aDirectory();
    const half = { ...aDirectory(), membersOf: async () => [amy.user] };
    await remindApprovers({
      ...bench.one,
      directory: {
        ...half,
        standing: (person) => (person.user === abe.user ? away.standing() : standing(person)),
      },
    });
    expect(await Promise.all(requests.map(async (one) => (await read(one)).reminders.length))).toEqual([
      1, 0,
    ]);
    for (let more = 0; more < 3; more++) await ask(await profileOf([abe.user]));
    bench.time.now += remindMs;
    await expect(remindApprovers({ ...bench.one, directory: away })).rejects.toThrow(
      'nobody could be looked up',
    );
  });

  it('ends what waited too long, each at its own time, by any number of processes', async () => {
    const [first, second] = [await ask(await profileOf([]), 1), await ask(await profileOf([]), 2)];
    const approved = await read(await ask(await profileOf([]), 9));
    await vote(approved, amy);
    bench.time.now += 24 * hour;
    await Promise.all([expireRequests(bench.one), expireRequests(bench.two)]);
    const statuses = [first, second, approved].map(async ({ id }) => stores.one.requests.read(id));
    expect(await Promise.all(statuses)).toMatchObject([
      { status: 'expired', from: 'pending' },
      { status: 'pending' },
      { status: 'expired', from: 'approved' },
    ]);
  });
});
