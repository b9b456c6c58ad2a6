import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'bullmq';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { queuePrefix } from '../../src/queue/jobs.js';
import { aRedis, type TestRedis } from '../builders/redis.js';
import { aQueueBench, type QueueBench } from './queue-bench.js';

const id = '7k3m-q2fp';

describe('the issue queue', () => {
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

  it('hands each run to one worker', async () => {
    const done: string[] = [];
    const work = async (request: string, run: number) => void done.push(`${request} ${run}`);
    const queue = bench.issueQueue();
    await Promise.all([1, 2, 3, 4, 5].map((run) => queue.add(id, run)));
    bench.issueWorker(work);
    bench.issueWorker(work);
    await expect.poll(() => [...done].sort()).toEqual([1, 2, 3, 4, 5].map((run) => `${id} ${run}`));
  });

  it('ignores a run that is queued or running, and takes it again once it has ended', async () => {
    let calls = 0;
    let end = () => {};
    const queue = bench.issueQueue();
    await queue.add(id, 1);
    await queue.add(id, 1);
    bench.issueWorker(() => {
      calls++;
      return new Promise((resolve) => {
        end = resolve;
      });
    });
    await expect.poll(() => calls).toBe(1);
    await queue.add(id, 1);
    end();
    await pause(100);
    expect(calls).toBe(1);
    await queue.add(id, 1);
    await expect.poll(() => calls).toBe(2);
    end();
  });

  it('takes a run again while it is running when that is asked for, each time', async () => {
    let calls = 0;
    const ends: (() => void)[] = [];
    const queue = bench.issueQueue();
    await queue.add(id, 1);
    const work = () => {
      calls++;
      return new Promise<void>((resolve) => {
        ends.push(resolve);
      });
    };
    bench.issueWorker(work, { concurrency: 4 });
    await expect.poll(() => calls).toBe(1);
    await Promise.all([queue.add(id, 1, true), queue.add(id, 1, true)]);
    await expect.poll(() => calls).toBe(3);
    for (const end of ends) end();
  });

  it('does not repeat a run that failed, says so in the log, and takes it when it is added again', async () => {
    let calls = 0;
    const queue = bench.issueQueue();
    bench.issueWorker(async () => {
      calls++;
      throw new Error('broken');
    });
    await queue.add(id, 1);
    await expect.poll(() => bench.lines.map(({ message }) => message)).toContain('job failed');
    await pause(100);
    expect(calls).toBe(1);
    await queue.add(id, 1);
    await expect.poll(() => calls).toBe(2);
  });

  it('does not run a job again whose worker was lost, and takes it when it is added again', async () => {
    const queue = bench.issueQueue();
    await queue.add(id, 1);
    const connection = bench.connect({ maxRetriesPerRequest: null });
    const lost = new Worker('issue', null, {
      ...{ connection, prefix: queuePrefix(bench.workspace), lockDuration: 100 },
      autorun: false,
    });
    const job = await lost.getNextJob('a token');
    expect(job?.id).toBe(`${id}-1`);
    let calls = 0;
    bench.issueWorker(async () => void calls++);
    await expect.poll(() => bench.lines.map(({ message }) => message)).toContain('job failed');
    expect(calls).toBe(0);
    await queue.add(id, 1);
    await expect.poll(() => calls).toBe(1);
    await lost.close();
  });

  it('keeps a run that takes longer than the lock', async () => {
    let calls = 0;
    const queue = bench.issueQueue();
    const work = async () => {
      calls++;
      await pause(700);
    };
    bench.issueWorker(work);
    bench.issueWorker(work);
    await queue.add(id, 1);
    await pause(900);
    expect(calls).toBe(1);
    expect(bench.lines).toEqual([]);
  });

  it('refuses what is no request id or run before it reaches Redis', () => {
    const queue = bench.issueQueue();
    expect(() => queue.add('a:b', 1)).toThrow();
    expect(() => queue.add(id, 0)).toThrow();
  });

  it('keeps all its keys in the hash tag of the workspace', async () => {
    const queue = bench.issueQueue();
    await queue.add(id, 1);
    const keys = await redis.connect().keys(`*${bench.workspace}*`);
    expect(keys.length).toBeGreaterThan(1);
    expect(keys.filter((key) => !key.startsWith(`countersign:{${bench.workspace}}:queue:issue:`))).toEqual(
      [],
    );
  });
});
