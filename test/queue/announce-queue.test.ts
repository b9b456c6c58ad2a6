import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aRedis, type TestRedis } from '../builders/redis.js';
import { aQueueBench, type QueueBench } from './queue-bench.js';

const id = '7k3m-q2fp';

describe('the announce queue', () => {
  let redis: TestRedis;
  let bench: QueueBench;
  beforeAll(async () => {
    redis = await aRedis({ 'maxmemory-policy': 'noeviction' });
  });
  afterAll(() => redis.close());
  beforeEach(() => {
    bench = aQueueBench(redis);
    return () => bench.close();
  });

  it('tries again until it succeeds, each pause longer than the last', async () => {
    const at: number[] = [];
    bench.announceWorker(async () => {
      at.push(performance.now());
      if (at.length < 4) throw new Error('Slack is down');
    });
    await bench.announceQueue().add(id, 3);
    await expect.poll(() => at.length, { timeout: 5000 }).toBe(4);
    const pauses = at.slice(1).map((time, index) => time - (at[index] ?? 0));
    expect(pauses[2]).toBeGreaterThan(pauses[0] ?? 0);
  });

  it('takes a revision once while it waits, and another revision beside it', async () => {
    const seen: number[] = [];
    const queue = bench.announceQueue();
    await Promise.all([2, 2, 3].map((revision) => queue.add(id, revision)));
    bench.announceWorker(async (_, revision) => void seen.push(revision));
    await expect.poll(() => [...seen].sort()).toEqual([2, 3]);
    await pause(100);
    expect(seen).toHaveLength(2);
  });

  it('waits as long as it is told, and lets a later revision go first', async () => {
    const seen: number[] = [];
    const queue = bench.announceQueue();
    bench.announceWorker(async (_, revision) => void seen.push(revision));
    await queue.add(id, 2, 300);
    await queue.add(id, 3);
    await expect.poll(() => seen, { timeout: 5000 }).toEqual([3, 2]);
  });

  it('does at most as many at once as it is told, and waits for them when it closes', async () => {
    let [running, most, done] = [0, 0, 0];
    const queue = bench.announceQueue();
    await Promise.all([1, 2, 3, 4, 5].map((revision) => queue.add(id, revision)));
    const worker = bench.announceWorker(
      async () => {
        running++;
        most = Math.max(most, running);
        await pause(150);
        running--;
        done++;
      },
      { concurrency: 2 },
    );
    await expect.poll(() => running).toBe(2);
    await worker.close();
    expect({ running, most, done }).toEqual({ running: 0, most: 2, done: 2 });
  });

  it('stops waiting at its limit', async () => {
    let started = false;
    await bench.announceQueue().add(id, 1);
    const worker = bench.announceWorker(
      async () => {
        started = true;
        await pause(3000, undefined, { ref: false });
      },
      { closeWithinMs: 100 },
    );
    await expect.poll(() => started).toBe(true);
    const start = performance.now();
    await worker.close();
    expect(performance.now() - start).toBeLessThan(2000);
    expect(bench.lines.map(({ message }) => message)).toContain('worker did not close in order');
  });
});
