import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RunLog } from '../../src/domain/run-log.js';
import type { ThreadRecord } from '../../src/domain/thread-record.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import type { StorePair } from './store-pair.js';

const id = '7k3m-q2fp';

describe('what is kept beside a request', () => {
  let pair: StorePair;
  const storesOfTest = storesOfEachTest();
  beforeEach(() => {
    pair = storesOfTest();
  });

  it('is its thread, as it was saved last', async () => {
    const place = { channel: 'C0CERTS', ts: '1.000001', isFallback: false, tries: 0, triedAt: 0 };
    const thread: ThreadRecord = {
      ...{ format: 1, request: id, place, shownRevision: 3, announced: { issued: '1.2' }, uploads: {} },
    };
    expect(await pair.one.threads.read(id)).toBeNull();
    await pair.one.threads.save(thread);
    await pair.one.threads.save({ ...thread, shownRevision: 4 });
    expect(await pair.two.threads.read(id)).toEqual({ ...thread, shownRevision: 4 });
  });

  it('is the log of each run, for its time', async () => {
    const log: RunLog = {
      ...{ format: 1, request: id, run: 2, at: 1, firstLine: 'a', detail: 'b', output: 'c', leftOutBytes: 0 },
    };
    await pair.one.runLogs.save(log);
    expect(await pair.two.runLogs.read(id, 2)).toEqual(log);
    expect(await pair.two.runLogs.read(id, 1)).toBeNull();
    expect(await pair.raw.pttl(pair.one.client.keys.runLog(id, 2))).toBeGreaterThan(50_000);
  });

  it('are run logs that take little room, and those that an earlier version kept as text', async () => {
    const log: RunLog = {
      ...{ format: 1, request: id, run: 3, at: 1, firstLine: 'ä', detail: 'b', leftOutBytes: 0 },
      output: 'the same line again and again €\n'.repeat(4000),
    };
    const key = pair.one.client.keys.runLog(id, 3);
    await pair.one.runLogs.save(log);
    expect(await pair.raw.strlen(key)).toBeLessThan(2000);
    expect(await pair.two.runLogs.read(id, 3)).toEqual(log);
    await pair.raw.set(key, JSON.stringify(log));
    expect(await pair.two.runLogs.read(id, 3)).toEqual(log);
    await pair.raw.set(key, 'not ours');
    await expect(pair.two.runLogs.read(id, 3)).rejects.toThrow('is not JSON');
  });

  it('are words of progress, for all processes and for a few minutes', async () => {
    const progress = { format: 1, run: 1, text: 'asking', at: 5 } as const;
    expect(await pair.two.progress.read(id)).toBeNull();
    await pair.one.progress.save(id, progress);
    expect(await pair.two.progress.read(id)).toEqual(progress);
    expect(await pair.raw.pttl(pair.one.client.keys.progress(id))).toBeLessThan(600_000);
  });

  it('is a lock that one of many announcers has until it is released', async () => {
    const stores = [pair.one, pair.two];
    const locks = await Promise.all(
      Array.from({ length: 20 }, (_, at) => stores[at % 2]?.threads.lock(id, 5000)),
    );
    const [lock, ...others] = locks.filter((found) => found !== null);
    expect(others).toEqual([]);
    expect(await pair.two.threads.lock('zzzz-zzzz', 5000)).not.toBeNull();
    await lock?.release();
    expect(await pair.two.threads.lock(id, 5000)).not.toBeNull();
  });

  it('is a lock that ends by itself, and is then not released by who had it', async () => {
    const first = await pair.one.threads.lock(id, 20);
    await pause(40);
    expect(await pair.two.threads.lock(id, 5000)).not.toBeNull();
    await first?.release();
    expect(await first?.renew(5000)).toBe(false);
    expect(await pair.one.threads.lock(id, 5000)).toBeNull();
  });

  it('is a lock that lasts as long as it is renewed', async () => {
    const lock = await pair.one.threads.lock(id, 60);
    for (let at = 0; at < 4; at++) {
      await pause(25);
      expect(await lock?.renew(60)).toBe(true);
      expect(await pair.two.threads.lock(id, 5000)).toBeNull();
    }
    await pause(80);
    expect(await pair.two.threads.lock(id, 5000)).not.toBeNull();
  });
});
