import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Progress } from '../../src/domain/progress.js';
import type { Request, RequestIn } from '../../src/domain/request.js';
import { startRun } from '../../src/domain/start-run.js';
import { createProgressReporter, type ShowProgress } from '../../src/workflow/report-progress.js';
import { eventually } from '../builders/control.js';
import { aProfile } from '../builders/profile.js';
import { aRedis, type TestRedis } from '../builders/redis.js';
import { aRequest } from '../builders/request.js';
import { anEntry, aStorePair, type StorePair, silentLog } from '../redis/store-pair.js';

const EVERY_MS = 40;
const approved = aRequest({ status: 'approved' });
const { id } = approved;

describe('createProgressReporter', () => {
  let redis: TestRedis;
  let stores: StorePair;
  let request: RequestIn<'issuing'>;
  let time = 0;
  let answer: 'shown' | 'left-out' = 'shown';
  let shown: Progress[] = [];
  let slow = 0;
  let isShowing = false;
  const runs: { stop(): void }[] = [];
  const woken: [string, number][] = [];

  beforeAll(async () => {
    redis = await aRedis();
  });
  afterAll(() => redis.close());
  beforeEach(async () => {
    stores = await aStorePair(redis);
    [answer, shown, slow, time, isShowing] = ['shown', [], 0, approved.changedAt, false];
    const profile = aProfile();
    await stores.one.profiles.create(profile, anEntry());
    const guard = { kind: 'profile', id: profile.id, revision: 1 } as const;
    await stores.one.requests.create(approved, anEntry(), guard);
    request = await move((known) =>
      known.status === 'approved' ? startRun(known, { worker: 'w', now: time, leaseMs: 30_000 }) : known,
    );
    await showRevision(request.revision);
  });
  afterEach(() => {
    for (const run of runs.splice(0)) run.stop();
    stores.close();
  });

  const move = async (change: (request: Request) => Request) => {
    const changed = await stores.one.requests.update(id, (known) => ({
      next: change(known),
      audit: anEntry(),
    }));
    if (changed.kind !== 'changed' || changed.record.status !== 'issuing') throw new Error(changed.kind);
    return changed.record;
  };
  const showRevision = (shownRevision: number) =>
    stores.one.threads.save({
      ...{ format: 1, request: id, announced: {}, uploads: {}, shownRevision },
      place: { channel: 'C1', ts: '1.1', isFallback: false, tries: 0, triedAt: 0 },
    });
  const showProgress: ShowProgress = async (_, __, progress) => {
    isShowing = true;
    await pause(slow);
    if (answer === 'shown') shown.push(progress);
    return answer;
  };
  const announceQueue = { add: async (...job: [string, number]) => void woken.push(job) };
  const begin = (lockMs = 5000) => {
    const reporter = createProgressReporter({
      ...{ ...stores.two, announceQueue, showProgress, log: silentLog, clock: { now: () => time } },
      ...{ everyMs: EVERY_MS, lockMs },
    });
    const run = reporter.begin(request);
    runs.push(run);
    return run;
  };
  const texts = () => shown.map(({ text }) => text);

  it('shows the newest line, not more often than it may, and nothing twice', async () => {
    const run = begin();
    for (let i = 0; i < 200; i += 1) {
      run.say(`line ${i}`);
      await pause(1);
    }
    await eventually('the last line', async () => texts().at(-1) === 'line 199');
    expect(shown.length).toBeGreaterThan(1);
    expect(shown.length).toBeLessThanOrEqual(1 + Math.ceil(400 / EVERY_MS));
    expect(new Set(texts()).size).toBe(shown.length);
    expect(await stores.one.progress.read(id)).toMatchObject({ run: 1, text: 'line 199' });
  });

  it('says nothing of a run that is over before there is time to', async () => {
    const run = begin();
    run.say('over soon');
    run.stop();
    await pause(3 * EVERY_MS);
    expect([shown, await stores.one.progress.read(id)]).toEqual([[], null]);
  });

  it('has news every minute of a script that says nothing', async () => {
    begin();
    await pause(3 * EVERY_MS);
    expect(shown).toEqual([]);
    time += 61_000;
    await eventually('news', async () => shown.length > 0);
    expect(shown).toEqual([{ format: 1, run: 1, text: '', at: time }]);
  });

  it('shows the newest when what came before was left out', async () => {
    const run = begin();
    answer = 'left-out';
    run.say('one');
    await pause(3 * EVERY_MS);
    run.say('two');
    answer = 'shown';
    await eventually('news', async () => shown.length > 0);
    expect(texts()).toEqual(['two']);
  });

  it('leaves the card to an announcer that has something to show', async () => {
    const lock = await stores.one.threads.lock(id, 5000);
    begin().say('waits');
    await pause(3 * EVERY_MS);
    expect(shown).toEqual([]);
    await showRevision(request.revision - 1);
    await lock?.release();
    await pause(3 * EVERY_MS);
    expect(shown).toEqual([]);
    await showRevision(request.revision);
    await eventually('news', async () => shown.length > 0);
    expect(texts()).toEqual(['waits']);
  });

  it('never comes after the end of the run: whoever announces it waits until the card is let go', async () => {
    slow = 5 * EVERY_MS;
    begin().say('asking');
    await eventually('a card that is held', async () => isShowing);
    while (!(await stores.one.threads.lock(id, 50))) await pause(5);
    expect(texts()).toEqual(['asking']);
  });

  it('has the card shown anew when it slept in the middle of showing it, as others went on meanwhile', async () => {
    slow = 5 * EVERY_MS;
    begin(2 * EVERY_MS).say('asking');
    await eventually('a wake-up', async () => woken.length > 0);
    expect(woken[0]).toEqual([id, request.revision]);
    expect((await stores.one.threads.read(id))?.shownRevision).toBe(0);
  });

  it('is silent once the request has moved on, also for a worker that does not know yet', async () => {
    const run = begin();
    await stores.one.requests.update(id, (known) => ({
      next: aRequest({ status: 'unknown', id, runs: known.runs }),
      audit: anEntry(),
    }));
    run.say('late');
    await pause(3 * EVERY_MS);
    expect(shown).toEqual([]);
  });

  it('goes on after Slack or the store failed', async () => {
    const failing: ShowProgress = async () => {
      slow += 1;
      throw new Error('Slack is down');
    };
    const reporter = createProgressReporter({
      ...{ ...stores.two, announceQueue, showProgress: failing, log: silentLog },
      clock: { now: () => time },
      ...{ everyMs: EVERY_MS, lockMs: 5000 },
    });
    const run = reporter.begin(request);
    runs.push(run);
    run.say('again and again');
    await eventually('another try', async () => slow > 1);
  });
});
