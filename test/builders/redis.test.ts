import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aRedis, type TestRedis } from './redis.js';

describe('aRedis', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await aRedis({ 'maxmemory-policy': 'noeviction' });
  });
  afterAll(async () => {
    await redis.close();
  });

  it('answers commands on its unix socket', async () => {
    const client = redis.connect({ maxRetriesPerRequest: null });
    await client.set('a', '1');
    expect(await client.get('a')).toBe('1');
  });

  it('comes back at the same address after an outage', async () => {
    const client = redis.connect({ retryStrategy: () => 20 });
    await client.ping();
    await redis.stop('SIGKILL');
    await expect(client.set('a', '1')).rejects.toThrow();
    await redis.start();
    await expect.poll(() => client.ping().catch(() => 'down'), { timeout: 15_000 }).toBe('PONG');
  });

  it('leaves neither directory nor process behind', async () => {
    const other = await aRedis();
    const pid = other.pid() ?? 0;
    await other.close();
    expect(existsSync(other.dir)).toBe(false);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
