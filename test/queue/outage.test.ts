import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aRedis, type TestRedis } from '../builders/redis.js';
import { aQueueBench, type QueueBench } from './queue-bench.js';

const id = '7k3m-q2fp';

describe('queues and workers in an outage of Redis', () => {
  let redis: TestRedis;
  let bench: QueueBench;
  beforeAll(async () => {
    redis = await aRedis({ 'maxmemory-policy': 'noeviction', appendonly: 'yes', appendfsync: 'always' });
  });
  afterAll(() => redis.close());
  beforeEach(() => {
    bench = aQueueBench(redis);
    return () => bench.close();
  });

  it('fails an add within the limit, and goes on where it was when Redis is back', async () => {
    const done: number[] = [];
    const queue = bench.issueQueue();
    const worker = bench.issueWorker(async (_, run) => void done.push(run));
    await worker.ready();
    await queue.add(id, 1);
    await expect.poll(() => done).toEqual([1]);
    await redis.stop('SIGKILL');
    const start = performance.now();
    await expect(queue.add(id, 2)).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(performance.now() - start).toBeLessThan(1000);
    await redis.start();
    await expect.poll(() => queue.add(id, 3).catch(() => 'down'), { timeout: 5000 }).toBeUndefined();
    await expect.poll(() => done, { timeout: 10_000 }).toContain(3);
  });

  it('fails an add within the limit when Redis was never there', async () => {
    await redis.stop('SIGKILL');
    const queue = bench.issueQueue();
    await expect(queue.add(id, 1)).rejects.toMatchObject({ code: 'store-unavailable' });
    await redis.start();
    await expect.poll(() => queue.add(id, 1).catch(() => 'down'), { timeout: 5000 }).toBeUndefined();
  });

  it('closes within its limit while Redis is down', async () => {
    const worker = bench.issueWorker(async () => undefined, { closeWithinMs: 300 });
    const queue = bench.issueQueue();
    await worker.ready();
    await queue.add(id, 1);
    await redis.stop('SIGKILL');
    await pause(50);
    const start = performance.now();
    await worker.close();
    await queue.close();
    expect(performance.now() - start).toBeLessThan(2500);
    await redis.start();
  });
});
