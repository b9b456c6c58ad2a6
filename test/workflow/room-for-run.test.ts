import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPolicy } from '../../src/domain/policy.js';
import type { Profile } from '../../src/domain/profile.js';
import { castVote } from '../../src/workflow/cast-vote.js';
import { issueCertificate } from '../../src/workflow/issue-certificate.js';
import { aRedis, type TestRedis } from '../builders/redis.js';
import {
  amy,
  aStoredProfile,
  aStoredRequest,
  aWorkflowBench,
  certificates,
  returned,
  type WorkflowBench,
} from '../builders/workflow-bench.js';
import { aStorePair, type StorePair } from '../redis/store-pair.js';

describe('a profile that lets so many run at once', () => {
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

  const approve = async (bench: WorkflowBench, profile: Profile) => {
    const { id: requestId, digest: shownDigest } = await aStoredRequest(bench, profile);
    await castVote(bench.one, { requestId, approver: amy, decision: 'approve', reason: null, shownDigest });
    bench.time.now += 1;
    return requestId;
  };
  /** The queue delivers all of these, to both workers at the same time. */
  const deliver = (bench: WorkflowBench, ids: readonly string[]) =>
    ids.flatMap((id) => [issueCertificate(bench.one, id, 1), issueCertificate(bench.two, id, 1)]);
  const statusesOf = (ids: readonly string[]) =>
    Promise.all(ids.map(async (id) => (await stores.one.requests.read(id))?.status));

  it.each([1, 2])(
    'has never more than %i, and all come to their turn, the first approved first',
    async (most) => {
      const bench = aWorkflowBench(stores);
      const profile = await aStoredProfile(stores, { policy: { ...openPolicy, runsAtOnce: most } });
      const ids: string[] = [];
      for (let count = 0; count < 5; count++) ids.push(await approve(bench, profile));
      const working = deliver(bench, ids);
      await expect.poll(() => bench.open.length).toBe(most);
      for (let ended = 0; ended < ids.length; ended++) {
        const waiting = await stores.two.requests.waitingRuns(profile.id, 9);
        Object.assign(bench.woken, { issue: [] });
        bench.open.shift()?.end(returned(certificates[0] ?? ''));
        const woken = waiting.slice(0, 3).map((id) => `${id}-1`);
        await expect.poll(() => bench.woken.issue).toEqual(woken);
        working.push(...deliver(bench, waiting.slice(0, 3)));
        await expect.poll(() => bench.open.length).toBe(Math.min(most, ids.length - ended - 1));
        expect((await statusesOf(ids)).filter((status) => status === 'issuing').length).toBeLessThanOrEqual(
          most,
        );
      }
      await Promise.all(working);
      expect(await statusesOf(ids)).toEqual(ids.map(() => 'issued'));
      expect(bench.started).toHaveLength(5);
    },
  );

  it('keeps nobody waiting where it sets no limit', async () => {
    const bench = aWorkflowBench(stores);
    const profile = await aStoredProfile(stores);
    const ids = [await approve(bench, profile), await approve(bench, profile), await approve(bench, profile)];
    const working = deliver(bench, ids);
    await expect.poll(() => bench.open.length).toBe(3);
    for (const run of bench.open.splice(0)) run.end(returned(certificates[0] ?? ''));
    await Promise.all(working);
    expect(await statusesOf(ids)).toEqual(['issued', 'issued', 'issued']);
  });
});
