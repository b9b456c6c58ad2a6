import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CountersignError } from '../../src/errors.js';
import { connectRedis } from '../../src/redis/connect.js';
import { createStoreClient } from '../../src/redis/store-client.js';
import { createWriteRecord } from '../../src/redis/write-record.js';
import { aRedis, type TestRedis } from '../builders/redis.js';
import { anEntry, aStorePair, auditOf, silentLog } from './store-pair.js';

describe('createStoreClient', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await aRedis({ appendonly: 'yes', appendfsync: 'always' });
  });
  afterAll(() => redis.close());

  it('answers before the connection was ready', async () => {
    const pair = await aStorePair(redis);
    expect(await pair.one.requests.read('7k3m-q2fp')).toBeNull();
    pair.close();
  });

  it('fails within the limit while Redis is down, and works again when it is back', async () => {
    const pair = await aStorePair(redis, 300);
    await pair.one.requests.read('7k3m-q2fp');
    await redis.stop('SIGKILL');
    const start = performance.now();
    const failure = await pair.one.requests.read('7k3m-q2fp').catch((error: unknown) => error);
    const took = performance.now() - start;
    await redis.start();
    expect(failure).toBeInstanceOf(CountersignError);
    expect(failure).toMatchObject({ code: 'store-unavailable', cause: expect.any(Error) });
    expect(took).toBeLessThan(500);
    await expect.poll(() => pair.one.requests.read('7k3m-q2fp').catch(() => 'down')).toBeNull();
    pair.close();
  });

  it('fails within the limit when Redis is never there', async () => {
    const client = connectRedis(`${redis.url}.none`, { purpose: 'store', timeoutMs: 200, log: silentLog });
    const store = createStoreClient({ redis: client, workspace: 'w', timeoutMs: 200 });
    await expect(store.command((raw) => raw.get('a'))).rejects.toMatchObject({ code: 'store-unavailable' });
    client.disconnect();
    await expect(store.command((raw) => raw.get('a'))).rejects.toMatchObject({ code: 'store-unavailable' });
  });

  it('fails within the limit when Redis is there and does not answer', async () => {
    const pair = await aStorePair(redis, 200);
    await pair.one.requests.read('7k3m-q2fp');
    const pid = redis.pid() ?? 0;
    process.kill(pid, 'SIGSTOP');
    try {
      const read = pair.one.requests.read('7k3m-q2fp');
      await expect(read).rejects.toMatchObject({ code: 'store-unavailable' });
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    expect(await pair.one.requests.read('7k3m-q2fp')).toBeNull();
    pair.close();
  });

  it('rides over a connection that is cut', async () => {
    const pair = await aStorePair(redis);
    await pair.one.requests.read('7k3m-q2fp');
    await pair.raw.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    expect(await pair.one.requests.read('7k3m-q2fp')).toBeNull();
    pair.close();
  });

  it('counts a step once when its answer was lost and it is sent again', async () => {
    const pair = await aStorePair(redis);
    let sent = 0;
    const lossy = {
      ...pair.one.client,
      script: async <T>(...step: Parameters<typeof pair.one.client.script<T>>) => {
        await pair.one.client.script(...step);
        sent++;
        return pair.two.client.script(...step);
      },
    };
    const write = createWriteRecord(lossy);
    const record = { key: pair.one.client.keys.index('record'), expected: 0, body: '{}', audit: anEntry() };
    expect(await write(record)).toBe('written');
    expect(sent).toBe(1);
    expect(await auditOf(pair)).toHaveLength(1);
    expect(await pair.raw.hget(record.key, 'revision')).toBe('1');
    pair.close();
  });

  it('knows its scripts again after Redis forgot them', async () => {
    const pair = await aStorePair(redis);
    const lua = { source: 'return 7', sha1: 'ab'.repeat(20) };
    expect(await pair.one.client.script(lua, [], [], z.literal(7))).toBe(7);
    pair.close();
  });

  it('says store-unavailable when Redis is a replica, and passes on what is our own fault', async () => {
    const pair = await aStorePair(redis);
    await pair.raw.replicaof('127.0.0.1', '1');
    const set = pair.one.client.command((raw) => raw.set('a', '1'));
    await expect(set).rejects.toMatchObject({ code: 'store-unavailable' });
    await pair.raw.replicaof('NO', 'ONE');
    const wrong = pair.one.client.command((raw) => raw.call('NOSUCH'));
    await expect(wrong).rejects.toMatchObject({ name: 'ReplyError' });
    pair.close();
  });
});
