import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { WorkerRecord } from '../../src/domain/worker-record.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import type { StorePair } from './store-pair.js';

const aWorker = (name: string): WorkerRecord => ({
  ...{ format: 1, name, rung: 4, isolation: 'a user id of its own for each run', python: '3.11.7' },
  ...{ mode: 'warm', concurrency: 8, since: 1, lastSeen: 2 },
});

describe('the workers', () => {
  let pair: StorePair;
  const storesOfTest = storesOfEachTest();
  beforeEach(() => {
    pair = storesOfTest();
  });

  it('are those that announced themselves, as they did last, until they withdraw', async () => {
    expect(await pair.one.workers.list()).toEqual([]);
    await pair.one.workers.announce(aWorker('b'), 5000);
    await pair.two.workers.announce(aWorker('a'), 5000);
    await pair.two.workers.announce({ ...aWorker('a'), lastSeen: 9 }, 5000);
    expect(await pair.one.workers.list()).toEqual([{ ...aWorker('a'), lastSeen: 9 }, aWorker('b')]);
    await pair.one.workers.withdraw('a');
    await pair.one.workers.withdraw('never-there');
    expect(await pair.two.workers.list()).toEqual([aWorker('b')]);
  });

  it('are gone, with all that was kept of them, when they were not heard of', async () => {
    await pair.one.workers.announce(aWorker('a'), 30);
    await pair.one.workers.announce(aWorker('b'), 5000);
    await pause(60);
    expect(await pair.two.workers.list()).toEqual([aWorker('b')]);
    expect(await pair.raw.zrange(pair.one.client.keys.workers, '0', '-1')).toEqual(['b']);
  });
});
