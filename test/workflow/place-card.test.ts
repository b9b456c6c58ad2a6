import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPolicy, type Policy } from '../../src/domain/policy.js';
import type { Request } from '../../src/domain/request.js';
import { announceRequest } from '../../src/workflow/announce-request.js';
import { castVote } from '../../src/workflow/cast-vote.js';
import type { Unreachable } from '../../src/workflow/notifier.js';
import { adoptOrRetire } from '../../src/workflow/tend-card.js';
import { aSlack, type Weather } from '../builders/a-slack.js';
import { aRedis, type TestRedis } from '../builders/redis.js';
import {
  amy,
  aStoredProfile,
  aStoredRequest,
  aWorkflowBench,
  type WorkflowBench,
} from '../builders/workflow-bench.js';
import { aStorePair, type StorePair } from '../redis/store-pair.js';

describe('the place of a card', () => {
  let redis: TestRedis;
  let stores: StorePair;
  let bench: WorkflowBench;
  let weather: Weather[];
  let slack: ReturnType<typeof aSlack>;

  beforeAll(async () => {
    redis = await aRedis();
    stores = await aStorePair(redis);
  });
  beforeEach(() => {
    bench = aWorkflowBench(stores);
    weather = [];
    slack = aSlack(weather);
  });
  afterAll(async () => {
    stores.close();
    await redis.close();
  });

  const deps = () => ({ ...bench.one, notifier: slack.notifier, lockMs: 5000, cardReturnMs: 1000 });
  const announce = ({ id }: Request) => announceRequest(deps(), id);
  const isDue = async ({ id }: Request) => (await stores.one.requests.dueAnnouncements(999)).includes(id);
  const placeOf = async ({ id }: Request) => (await stores.one.threads.read(id))?.place;
  const deny = ({ id: requestId, digest: shownDigest }: Request) =>
    castVote(bench.one, { requestId, approver: amy, decision: 'deny', reason: 'wrong', shownDigest });
  const asked = async (place: Policy['place'] = 'profile-channel', askedIn: string | null = 'C0TEAM') => {
    const profile = await aStoredProfile(stores, { policy: { ...openPolicy, place } });
    return aStoredRequest(bench, profile, { askedIn });
  };

  it.each<[Policy['place'], string | null, string]>([
    ['profile-channel', 'C0TEAM', 'C0CERTS'],
    ['command-channel', 'C0TEAM', 'C0TEAM'],
    ['command-channel', 'D0EVE', 'C0CERTS'],
    ['command-channel', null, 'C0CERTS'],
    ['direct-message', 'C0TEAM', 'C0CERTS'],
  ])('by %s, asked in %s, is %s', async (place, askedIn, channel) => {
    await announce(await asked(place, askedIn));
    expect(slack.shown).toEqual([`card in ${channel}: pending`]);
  });

  it('is the channel of the profile where the bot is not in that of the command', async () => {
    weather.push('not-a-member');
    await announce(await asked('command-channel'));
    expect(slack.shown).toEqual(['card in C0CERTS: pending']);
  });

  it('is with the approvers while the result goes to the requester, who else finds it in the thread', async () => {
    const one = await asked('direct-message');
    await announce(one);
    await deny(one);
    await announce(one);
    expect(slack.shown).toEqual(['card in C0CERTS: pending', 'denied in D0EVE', 'update in C0CERTS: denied']);
    const other = await asked('direct-message');
    await announce(other);
    await deny(other);
    weather.push('not-found');
    await announce(other);
    expect(slack.shown.slice(4)).toEqual(['denied in C0CERTS', 'update in C0CERTS: denied']);
  });

  it('is its channel again once the bot may post there, at a spacing that grows', async () => {
    const request = await asked();
    weather.push('not-a-member');
    await announce(request);
    expect(slack.shown).toEqual(['card in D0EVE: pending']);
    expect(await isDue(request)).toBe(true);
    await announce(request);
    bench.time.now += 1000;
    weather.push('not-a-member');
    await announce(request);
    expect(await placeOf(request)).toMatchObject({ channel: 'D0EVE', tries: 1 });
    bench.time.now += 1500;
    await announce(request);
    expect(slack.shown).toHaveLength(1);
    bench.time.now += 500;
    await announce(request);
    expect(slack.shown.slice(1)).toEqual(['card in C0CERTS: pending', 'card in D0EVE says: now in C0CERTS']);
    expect(await placeOf(request)).toMatchObject({ channel: 'C0CERTS', isFallback: false });
    expect(await isDue(request)).toBe(false);
  });

  it('stays with the requester once nobody is needed any more', async () => {
    const request = await asked();
    weather.push('archived');
    await announce(request);
    await deny(request);
    bench.time.now += 60_000;
    await announce(request);
    expect(slack.shown.slice(1)).toEqual(['denied in D0EVE', 'update in D0EVE: denied']);
    expect(await isDue(request)).toBe(false);
  });

  it('is nowhere while nobody can be reached, and its channel once that can be', async () => {
    let isAway = true;
    slack = aSlack(weather, () => !isAway);
    const request = await asked();
    weather.push('archived', 'archived');
    await announce(request);
    await announce(request);
    expect([slack.shown, await isDue(request)]).toEqual([[], true]);
    isAway = false;
    await announce(request);
    expect([slack.shown, await isDue(request)]).toEqual([['card in C0CERTS: pending'], false]);
  });

  it('that is lost with its requester keeps nobody waiting', async () => {
    slack = aSlack(weather, () => false);
    const request = await asked();
    await announce(request);
    await deny(request);
    weather.push('archived', 'archived');
    await announce(request);
    expect([slack.shown, await isDue(request)]).toEqual([['card in C0CERTS: pending'], false]);
  });

  const clicked = { channel: 'C0CERTS', ts: '9.9' };

  it('is one: another card that was clicked says where the request goes on', async () => {
    const request = await asked();
    await announce(request);
    expect(await adoptOrRetire(deps(), request.id, { channel: 'C0CERTS', ts: '1.1' })).toBe('stands');
    expect(await adoptOrRetire(deps(), request.id, clicked)).toBe('retired');
    expect(slack.shown.slice(1)).toEqual([
      'update in C0CERTS: pending',
      'card in C0CERTS says: now in C0CERTS',
    ]);
    expect(await placeOf(request)).toMatchObject({ ts: '1.1' });
  });

  it.each<Unreachable['why']>(['gone', 'archived'])(
    'moves to the card that was clicked when the other one is %s',
    async (why) => {
      const request = await asked();
      await announce(request);
      weather.push(why);
      expect(await adoptOrRetire(deps(), request.id, clicked)).toBe('adopted');
      expect(await placeOf(request)).toMatchObject({ ...clicked, isFallback: false });
    },
  );

  it('shows what is true again, at the next click, after its channel was archived for a while', async () => {
    const request = await asked();
    await announce(request);
    const here = { channel: 'C0CERTS', ts: '1.1' };
    await deny(request);
    weather.push('archived', 'fine', 'archived');
    await announce(request);
    expect(slack.shown).not.toContain('update in C0CERTS: denied');
    weather.push('archived');
    expect(await adoptOrRetire(deps(), request.id, here)).toBe('stands');
    expect(await adoptOrRetire(deps(), request.id, here)).toBe('updated');
    expect(slack.shown.at(-1)).toBe('update in C0CERTS: denied');
    expect(await adoptOrRetire(deps(), request.id, here)).toBe('stands');
  });

  it('is the clicked card when the announcer died before it wrote down its own', async () => {
    const request = await asked();
    expect(await adoptOrRetire(deps(), request.id, clicked)).toBe('adopted');
    await announce(request);
    expect(slack.shown).toEqual(['update in C0CERTS: pending']);
    expect(await adoptOrRetire(deps(), '0000-zzzz', clicked)).toBe('no-such-request');
  });
});
