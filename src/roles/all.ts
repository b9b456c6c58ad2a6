import { startEmbeddedRedis } from '../redis/embedded-server.js';
import { ownKeys } from './own-keys.js';
import type { Role } from './role.js';
import { type RunOptions, runParts } from './run-parts.js';

/** Bot and worker in one process. Without REDIS_URL it keeps its own Redis, and without keys its own keys. */
export async function startAll(options: RunOptions): Promise<Role> {
  const { config, log } = options;
  const ring = config.keys.length > 0 ? config.keys : ownKeys(config.dataDir);
  const both = { bot: true, worker: true };
  if (config.redis.url !== undefined) return runParts(options, config.redis.url, ring, both);
  const redis = await startEmbeddedRedis({ dataDir: config.dataDir, log });
  try {
    const role = await runParts(options, redis.url, ring, both);
    return {
      health: role.health,
      async close() {
        await role.close();
        await redis.close();
      },
    };
  } catch (err) {
    await redis.close();
    throw err;
  }
}
