import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { castVote } from '../../src/workflow/cast-vote.js';
import { recoverRequests } from '../../src/workflow/recover-requests.js';
import { aDirectory } from '../builders/directory.js';
import { aSettings } from '../builders/profile.js';
import { aRedis, type TestRedis } from '../builders/redis.js';
import { abe, amy, aStoredProfile, aStoredRequest, aWorkflowBench } from '../builders/workflow-bench.js';
import { anEntry, aStorePair, type StorePair } from '../redis/store-pair.js';

describe('a vote while the profile gets other approvers', () => {
  let redis: TestRedis;
  let stores: StorePair;

  beforeAll(async () => {
    redis = await aRedis();
    stores = await aStorePair(redis);
  });
  afterAll(async () => {
    stores.close();
    await redis.close();
  });

  it('does not count by the roster of before, though it names what is there after', async () => {
    const bench = aWorkflowBench(stores);
    const profile = await aStoredProfile(stores, { approvers: { users: [], groups: ['S0'] } });
    const { id } = await aStoredRequest(bench, profile);
    const isAnApproverUntil = async () => {
      const settings = aSettings({
        ...profile.version.settings,
        approvers: { users: [abe.user], groups: [] },
      });
      await stores.two.profiles.update(profile.id, (current) => ({
        next: { ...current, version: { ...current.version, number: 2, settings } },
        audit: anEntry(),
      }));
      await recoverRequests(bench.two);
      return [amy.user];
    };
    const directory = { ...aDirectory(), membersOf: isAnApproverUntil };
    let shownDigest = '';
    const requests: typeof bench.one.requests = {
      ...bench.one.requests,
      async update(id, change) {
        shownDigest = (await stores.one.requests.read(id))?.digest ?? '';
        return bench.one.requests.update(id, change);
      },
    };
    const ballot = {
      ...({ requestId: id, approver: amy, decision: 'approve', reason: null } as const),
      get shownDigest() {
        return shownDigest;
      },
    };
    const result = await castVote({ ...bench.one, directory, requests }, ballot);
    expect(result).toMatchObject({ kind: 'refused', refusals: [{ code: 'changed-since-shown' }] });
    expect(await stores.two.requests.read(id)).toMatchObject({
      ...{ status: 'pending', votes: [], snapshot: { profile: { version: 2 } } },
    });
  });
});
