import { setTimeout as pause } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js';
import { laneOf } from '../../src/slack/call-lane.js';
import { createPacedFetch } from '../../src/slack/paced-fetch.js';
import { createProgressDisplay } from '../../src/slack/show-progress.js';
import { createWebClient } from '../../src/slack/web-client.js';
import type { CallBudget } from '../../src/workflow/call-budget.js';
import { aRedis, type TestRedis } from '../builders/redis.js';
import { aRequest } from '../builders/request.js';
import { aStorePair, type StorePair, silentLog } from '../redis/store-pair.js';
import { controlClient } from '../sandbox/control-client.js';
import { aManifest } from '../sandbox/sandbox-manifest.js';

const issuing = aRequest({ status: 'issuing' });
const progress = { format: 1, run: 1, text: 'asking', at: issuing.changedAt } as const;
/** What Slack lets through at once and then in a minute (Tier 3). */
const TIER_3 = 50;

describe('createPacedFetch', () => {
  let redis: TestRedis;
  let stores: StorePair;
  let slack: Sandbox;
  let place: { channel: string; ts: string };
  beforeAll(async () => {
    redis = await aRedis();
  });
  afterAll(() => redis.close());
  beforeEach(async () => {
    stores = await aStorePair(redis);
    slack = await startSandbox({ manifest: aManifest() });
    const channel = await controlClient(slack.url).idOf('cert-requests');
    const { ts = '' } = await aClient('one').chat.postMessage({ channel, text: 'the card' });
    place = { channel, ts };
  });
  afterEach(async () => {
    await slack.close();
    stores.close();
  });

  const clientOf = (budget: CallBudget, priority: 'first' | 'spare'): WebClient => {
    const fetch = createPacedFetch({ budget, log: silentLog, priority });
    return createWebClient({
      ...{ token: slack.botToken, apiUrl: slack.apiUrl, timeoutMs: 5000, log: silentLog, fetch },
    });
  };
  const aClient = (process: 'one' | 'two', priority: 'first' | 'spare' = 'first') =>
    clientOf(stores[process].callBudget, priority);
  const update = (client: WebClient) =>
    client.chat.update({ ...place, text: 'a result' }).then(
      () => 'shown',
      () => 'refused',
    );
  const count = (outcomes: readonly string[], what: string) =>
    outcomes.filter((each) => each === what).length;
  const updates = async (status: number) => {
    const calls = await controlClient(slack.url).calls();
    return calls.filter((call) => call.method === 'chat.update' && call.status === status).length;
  };
  const showTwentyEach = () => {
    const displays = [
      createProgressDisplay(aClient('one', 'spare')),
      createProgressDisplay(aClient('two', 'spare')),
    ];
    return Promise.all(
      Array.from({ length: 40 }, (_, i) => displays[i % 2]?.(place, issuing, progress) ?? ''),
    );
  };

  it('leaves half of what Slack allows to results, whichever process shows progress', async () => {
    const outcomes = await showTwentyEach();
    const shown = count(outcomes, 'shown');
    expect(shown).toBeGreaterThanOrEqual(TIER_3 / 2 - 1);
    expect(shown).toBeLessThanOrEqual(TIER_3 / 2 + 1);
    expect(shown + count(outcomes, 'left-out')).toBe(40);
    expect([await updates(200), await updates(429)]).toEqual([shown, 0]);

    const clients = [aClient('one'), aClient('two')];
    const results = await Promise.all(
      Array.from({ length: TIER_3 / 2 - 2 }, (_, i) => update(clients[i % 2] ?? aClient('one'))),
    );
    expect(count(results, 'shown')).toBe(TIER_3 / 2 - 2);
    expect(await updates(429)).toBe(0);
  }, 20_000);

  it('shows no progress while results use up what there is', async () => {
    await Promise.all(Array.from({ length: 30 }, () => update(aClient('one'))));
    const outcomes = await showTwentyEach();
    expect(count(outcomes, 'left-out')).toBeGreaterThan(35);
  }, 20_000);

  it('lets one process find out that Slack wants a pause, and the others know', async () => {
    const client = aClient('one');
    const flood = await Promise.all(Array.from({ length: TIER_3 + 1 }, () => update(client)));
    expect(count(flood, 'refused')).toBeGreaterThan(0);
    const refused = await updates(429);
    await pause(20);
    expect(await update(aClient('two'))).toBe('refused');
    expect(await createProgressDisplay(aClient('two', 'spare'))(place, issuing, progress)).toBe('left-out');
    expect(await updates(429)).toBe(refused);
    await pause(2100);
    expect(await update(aClient('two'))).toBe('shown');
  }, 20_000);

  it('holds nobody up for a budget that does not answer, and leaves out what can be', async () => {
    const silent: CallBudget = {
      count: () => Promise.reject(new Error('away')),
      spare: () => Promise.reject(new Error('away')),
      heldFor: () => new Promise(() => undefined),
      holdBack: () => Promise.reject(new Error('away')),
    };
    const started = performance.now();
    expect(await update(clientOf(silent, 'first'))).toBe('shown');
    expect(performance.now() - started).toBeLessThan(500);
    expect(await createProgressDisplay(clientOf(silent, 'spare'))(place, issuing, progress)).toBe('left-out');
  });

  it('counts methods apart, and messages for each channel alone', async () => {
    const laneOfCall = (form: string) => laneOf(`${slack.apiUrl}chat.postMessage`, form).name;
    expect(laneOfCall('text=x&channel=C1')).not.toBe(laneOfCall('channel=C2&text=x'));
    expect(laneOf(`${slack.apiUrl}chat.update`, 'channel=C1')).toEqual({
      name: 'chat.update',
      perMinute: 50,
      burst: 50,
    });
    const { callBudget } = stores.one;
    const lane = (name: string) => ({ name, perMinute: 60, burst: 4 });
    for (let i = 0; i < 2; i += 1) expect(await callBudget.spare(lane('a'))).toBe(true);
    expect(await callBudget.spare(lane('a'))).toBe(false);
    expect(await stores.two.callBudget.spare(lane('a'))).toBe(false);
    expect(await stores.two.callBudget.spare(lane('b'))).toBe(true);
    await pause(1050);
    expect(await stores.two.callBudget.spare(lane('a'))).toBe(true);
  });
});
