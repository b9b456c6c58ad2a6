import { afterAll, beforeAll, beforeEach } from 'vitest';
import { aStorePair, type StorePair } from '../redis/store-pair.js';
import { aRedis, type TestRedis } from './redis.js';

/**
 * For a describe block, or a file: one real Redis for all of its tests, and for each test two stores in a workspace of
 * its own. Registers the hooks that open and close them; gives those of the running test.
 */
export function storesOfEachTest(): () => StorePair {
  let redis: TestRedis;
  let pair: StorePair | undefined;
  beforeAll(async () => {
    redis = await aRedis();
  });
  afterAll(() => redis.close());
  beforeEach(async () => {
    const opened = await aStorePair(redis);
    pair = opened;
    return () => opened.close();
  });
  return () => {
    if (!pair) throw new Error('stores are there while a test runs');
    return pair;
  };
}
