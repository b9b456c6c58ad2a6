import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Profile } from '../../src/domain/profile.js';
import type { Request } from '../../src/domain/request.js';
import { announceRequest } from '../../src/workflow/announce-request.js';
import { castVote } from '../../src/workflow/cast-vote.js';
import { issueCertificate } from '../../src/workflow/issue-certificate.js';
import type { Notifier, Unreachable } from '../../src/workflow/notifier.js';
import { aSlack, type Weather } from '../builders/a-slack.js';
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

describe('announceRequest', () => {
  let redis: TestRedis;
  let stores: StorePair;
  let bench: WorkflowBench;
  let profile: Profile;

  beforeAll(async () => {
    redis = await aRedis();
    stores = await aStorePair(redis);
    profile = await aStoredProfile(stores);
  });
  beforeEach(() => {
    bench = aWorkflowBench(stores);
  });
  afterAll(async () => {
    stores.close();
    await redis.close();
  });

  const announce = (
    slack: { readonly notifier: Notifier },
    { id }: Request,
    on: 'one' | 'two' = 'one',
    lockMs = 5000,
  ) => announceRequest({ ...bench[on], notifier: slack.notifier, lockMs, cardReturnMs: 1000 }, id);
  const issue = async ({ id: requestId, digest: shownDigest }: Request) => {
    await castVote(bench.one, { requestId, approver: amy, decision: 'approve', reason: null, shownDigest });
    const issuing = issueCertificate(bench.one, requestId, 1);
    await expect.poll(() => bench.open.length).toBe(1);
    bench.open.shift()?.end(returned(certificates[0] ?? ''));
    await issuing;
  };
  const isDue = async ({ id }: Request) => (await stores.one.requests.dueAnnouncements(999)).includes(id);

  it('posts the card, then says what happened and brings the card up to date, each once', async () => {
    const [slack, request] = [aSlack(), await aStoredRequest(bench, profile)];
    await announce(slack, request);
    await issue(request);
    expect(await isDue(request)).toBe(true);
    await announce(slack, request, 'two');
    await announce(slack, request);
    expect(slack.shown).toEqual([
      ...['card in C0CERTS: pending', 'file in C0CERTS', 'update in C0CERTS: issued'],
    ]);
    expect(await isDue(request)).toBe(false);
  });

  it('is done by one of many at once', async () => {
    const [slack, request] = [aSlack(), await aStoredRequest(bench, profile)];
    await Promise.all([1, 2, 3, 4].map((at) => announce(slack, request, at % 2 ? 'one' : 'two')));
    expect(slack.shown).toEqual(['card in C0CERTS: pending']);
  });

  it('keeps its lock however long Slack takes', async () => {
    const [slack, request] = [aSlack(), await aStoredRequest(bench, profile)];
    const slow: Notifier = {
      ...slack.notifier,
      postCard: async (...card) => {
        await sleep(900);
        return slack.notifier.postCard(...card);
      },
    };
    await Promise.all(
      ['one', 'two', 'one'].map((on) =>
        announce({ notifier: slow }, request, on === 'one' ? 'one' : 'two', 300),
      ),
    );
    expect(slack.shown).toEqual(['card in C0CERTS: pending']);
  });

  it.each<Unreachable['why']>(['not-a-member', 'not-found', 'archived'])(
    'goes to the requester when the channel is lost meanwhile (%s)',
    async (why) => {
      const weather: Weather[] = [];
      const [slack, request] = [aSlack(weather), await aStoredRequest(bench, profile)];
      await announce(slack, request);
      await issue(request);
      weather.push(why, 'fine', why);
      await announce(slack, request);
      expect(slack.shown).toEqual(['card in C0CERTS: pending', 'file in D0EVE']);
      expect(await isDue(request)).toBe(false);
    },
  );

  it('posts a card anew that somebody deleted', async () => {
    const weather: Weather[] = [];
    const [slack, request] = [aSlack(weather), await aStoredRequest(bench, profile)];
    await announce(slack, request);
    await issue(request);
    weather.push('fine', 'gone');
    await announce(slack, request);
    expect(slack.shown.slice(1)).toEqual(['file in C0CERTS', 'card in C0CERTS: issued']);
  });

  it('shows everything once in the end, whatever the weather was', async () => {
    const weather = fc.array(fc.constantFrom<Weather>('fine', 'storm', 'storm'), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(weather, async (coming) => {
        const [slack, request] = [aSlack([...coming]), await aStoredRequest(bench, profile)];
        const untilShown = async () => {
          while (await isDue(request)) await announce(slack, request).catch(() => undefined);
        };
        if (coming.length % 2) await untilShown();
        await issue(request);
        await untilShown();
        expect(slack.shown.filter((what) => what.startsWith('card'))).toHaveLength(1);
        expect(slack.shown.filter((what) => what.startsWith('file'))).toHaveLength(1);
        expect(slack.shown.at(-1)).toMatch(coming.length % 2 ? /update in C0CERTS: issued/ : /file|update/);
        expect(slack.shown).not.toContain('two at once');
      }),
      { numRuns: 30 },
    );
  });
});
