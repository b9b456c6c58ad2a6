import { afterEach, describe, expect, it } from 'vitest';
import { inspectDurability } from '../../src/redis/redis-durability.js';
import { aRedis, type TestRedis } from '../builders/redis.js';

const safe = { appendonly: 'yes', appendfsync: 'always', 'maxmemory-policy': 'noeviction' };
/** As managed services do it: the command is not there. */
const withoutConfig = { 'rename-command': 'CONFIG ""' };

let server: TestRedis | undefined;
afterEach(() => server?.close());

async function risksOf(config: Readonly<Record<string, string>>): Promise<readonly string[]> {
  server = await aRedis(config);
  const warnings = await inspectDurability(server.connect());
  for (const { advice } of warnings) expect(advice).not.toBe('');
  return warnings.map(({ risk }) => risk);
}

describe('inspectDurability', () => {
  it('finds nothing on a Redis that syncs and never evicts', async () => {
    expect(await risksOf(safe)).toEqual([]);
    await server?.close();
    expect(await risksOf({ ...safe, appendfsync: 'everysec' })).toEqual([]);
  });

  it('warns of eviction, also while no limit is set', async () => {
    expect(await risksOf({ ...safe, 'maxmemory-policy': 'allkeys-lru' })).toEqual([
      expect.stringContaining('allkeys-lru'),
    ]);
  });

  it('warns of a missing append-only file, once', async () => {
    expect(await risksOf({ ...safe, appendonly: 'no', appendfsync: 'no' })).toEqual([
      expect.stringContaining('no append-only file'),
    ]);
  });

  it('warns of an append-only file that is not synced', async () => {
    expect(await risksOf({ ...safe, appendfsync: 'no' })).toEqual([
      expect.stringContaining('appendfsync no'),
    ]);
  });

  it('reads INFO where CONFIG is forbidden, and says what it could not find out', async () => {
    expect(await risksOf({ ...safe, ...withoutConfig, 'maxmemory-policy': 'volatile-ttl' })).toEqual([
      expect.stringContaining('volatile-ttl'),
      expect.stringContaining('does not tell its appendfsync'),
    ]);
    await server?.close();
    expect(await risksOf({ ...safe, ...withoutConfig, appendonly: 'no' })).toEqual([
      expect.stringContaining('no append-only file'),
    ]);
  });

  it('reads INFO for a user who may not call CONFIG', async () => {
    server = await aRedis({ ...safe, user: 'default on nopass ~* +@all -config' });
    const warnings = await inspectDurability(server.connect());
    expect(warnings.map(({ risk }) => risk)).toEqual([
      expect.stringContaining('does not tell its appendfsync'),
    ]);
  });

  it('throws when Redis is down: that is not a warning', async () => {
    server = await aRedis();
    const client = server.connect({ retryStrategy: () => null });
    await client.ping();
    await server.stop();
    await expect(inspectDurability(client)).rejects.toThrow();
  });
});
