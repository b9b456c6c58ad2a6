import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stores } from '../../src/redis/open-stores.js';
import { eventually, type State } from '../builders/control.js';
import { aCountersign, type Countersign } from '../builders/countersign.js';
import { type Asker, aCrowd, type Crowd, roomsOf } from '../builders/crowd.js';
import { approvePersistently, askPersistently, type Patience } from '../builders/persistent.js';
import { storesOf } from '../builders/saved-profile.js';

// `npm run load` is the whole of it; among the other tests it is smaller.
const isFull = process.env.COUNTERSIGN_LOAD === 'full';
const size = isFull
  ? { people: 50, teams: 10, requests: 500, bots: 4, timeScale: 8, limit: 900_000 }
  : { people: 8, teams: 3, requests: 40, bots: 2, timeScale: 8, limit: 120_000 };
/** People at once; the others come after them. */
const AT_ONCE = 10;
/** What one process may be posting when it is killed: Slack cannot be asked whether it did. */
const POSTING_AT_ONCE = 8;

describe(`${size.requests} requests by ${size.people} people with ${size.bots} bots`, () => {
  let world: Countersign;
  let stores: Stores;
  let crowd: Crowd;
  const asked = new Map<string, Asker>();
  const patience: Patience = { again: 0 };

  beforeAll(async () => {
    world = await aCountersign(
      { COUNTERSIGN_LEASE_SECONDS: '6', COUNTERSIGN_LEASE_RENEW_SECONDS: '1' },
      { sandbox: { teams: roomsOf(size), timeScale: size.timeScale } },
    );
    stores = storesOf(world);
    crowd = await aCrowd(world, size);
    for (const role of ['bot', 'worker'] as const) {
      // Two at once, so that a small machine has them up in time.
      for (let n = 0; n < (role === 'bot' ? size.bots : 2); n += 2) {
        await Promise.all([world.start(role), world.start(role)]);
      }
    }
  }, 120_000);
  afterAll(() => world.close());

  /** Each asks as often as makes all requests together. */
  const everybodyAsks = () => {
    const waiting = crowd.askers.map((asker, n) => ({
      asker,
      times: Math.floor(size.requests / size.people) + (n < size.requests % size.people ? 1 : 0),
    }));
    const next = async (): Promise<void> => {
      const one = waiting.shift();
      if (!one) return;
      await askAndApprove(one.asker, one.times);
      return next();
    };
    return Promise.all(Array.from({ length: AT_ONCE }, next));
  };

  const askAndApprove = async (asker: Asker, times: number) => {
    for (let time = 0; time < times; time++) {
      const id = await askPersistently(world.control, asker, patience);
      asked.set(id, asker);
      await approvePersistently(world.control, stores, { id, asker }, patience);
    }
  };

  const asMany = (share: number) =>
    eventually(`${share} of all are asked for`, async () => asked.size >= size.requests * share, size.limit);

  /** What is delivered comes again; a bot dies and comes back; Slack wants less, and is down for a moment. */
  const trouble = async () => {
    await asMany(0.2);
    await world.control.faults({ method: '*', status: 429, times: 20 });
    await asMany(0.4);
    const at = Date.now();
    await world.processes.find(({ role }) => role === 'bot')?.end('SIGKILL');
    await asMany(0.5);
    await world.start('bot');
    await asMany(0.7);
    await world.control.faults({ method: '*', status: 503, times: 20 });
    return at;
  };

  const repeatDeliveries = async (isOver: () => boolean) => {
    for (; !isOver(); await sleep(300)) await world.control.world('redeliver', {}).catch(() => undefined);
  };

  const isSaid = async (id: string) => {
    const [request, thread] = await Promise.all([stores.requests.read(id), stores.threads.read(id)]);
    return (
      thread?.shownRevision === request?.revision && Object.hasOwn(thread?.announced ?? {}, 'certificate')
    );
  };

  it(
    'gives each one card and one certificate, and counts each vote once',
    async () => {
      const begin = performance.now();
      let isOver = false;
      const everybody = Promise.all([trouble(), everybodyAsks()]).finally(() => {
        isOver = true;
      });
      const [[killedAt]] = await Promise.all([everybody, repeatDeliveries(() => isOver)]);
      for (const id of asked.keys()) await eventually(`${id} is answered`, () => isSaid(id), size.limit);
      const seconds = (performance.now() - begin) / 1000;
      await sleep(500);
      expect(asked.size).toBe(size.requests);
      await expectOneOfEach(killedAt);
      await report(seconds);
    },
    size.limit,
  );

  const expectOneOfEach = async (killedAt: number) => {
    const state = await world.control.state();
    const twice = [...asked].flatMap(([id, asker]) => cardsOf(state, asker, id).slice(1));
    expect(twice.length).toBeLessThanOrEqual(POSTING_AT_ONCE);
    for (const { ts } of twice) expect(Number(ts) * 1000).toBeGreaterThan(killedAt - 3000);
    for (const [id, asker] of asked) {
      const request = await stores.requests.read(id);
      const { approvalsRequired } = asker.team;
      expect([id, request?.status, request?.votes.length]).toEqual([id, 'issued', approvalsRequired]);
      expect(new Set(request?.votes.map(({ approver }) => approver)).size).toBe(approvalsRequired);
      const thread = await stores.threads.read(id);
      const files = messagesOf(state, asker)
        .filter(({ thread_ts }) => thread_ts === thread?.place?.ts)
        .flatMap(({ files }) => files);
      expect([id, files.length]).toEqual([id, 1]);
      expect(await world.control.file(files[0]?.id ?? '')).toBe(asker.pem);
    }
    expect((await stores.requests.find({}, { skip: 0, limit: 1 })).total).toBe(size.requests);
    expect(crowd.runs()).toHaveLength(size.requests);
  };

  /** Of the calls that the local Slack remembers, the last 5,000. */
  const report = async (seconds: number) => {
    const counts = new Map<string, number>();
    for (const { method, status } of await world.control.calls()) {
      const name = status === 200 ? method : `${method} ${status}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const certificates = counts.get('files.completeUploadExternal') ?? 1;
    const each = [...counts].map(([name, count]) => [name, Number((count / certificates).toFixed(2))]);
    const figures = { ...patience, seconds, perSecond: size.requests / seconds };
    process.stdout.write(`${JSON.stringify({ ...figures, callsEach: Object.fromEntries(each) })}\n`);
  };
});

function messagesOf(state: State, { team }: Asker) {
  return state.channels.find(({ name }) => name === team.room)?.messages ?? [];
}

function cardsOf(state: State, asker: Asker, id: string) {
  return messagesOf(state, asker).filter(
    ({ blocks, thread_ts, ts }) =>
      (thread_ts === undefined || thread_ts === ts) && JSON.stringify(blocks).includes(`Request \`${id}\``),
  );
}
