import type { Config } from '../config.js';
import { type Health, startHealthServer } from '../http/health-server.js';
import type { Log } from '../log.js';
import { connectRedis } from '../redis/connect.js';
import type { KeyRing } from '../redis/key-ring.js';
import { inspectDurability } from '../redis/redis-durability.js';
import type { SlackApp } from '../slack/slack-app.js';
import { createClosing } from './closing.js';
import { type Foundation, openFoundation, startTending } from './foundation.js';
import { startExpiring } from './keep-time.js';
import type { Role } from './role.js';
import { startBot } from './start-bot.js';
import { startWorker } from './start-worker.js';

export type RunOptions = {
  readonly config: Config;
  readonly log: Log;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/**
 * Opens the foundation on one Redis and starts bot, worker or both on it. What was opened is closed again when
 * a later part does not start.
 */
export async function runParts(
  options: RunOptions,
  redisUrl: string,
  ring: KeyRing,
  parts: { readonly bot: boolean; readonly worker: boolean },
): Promise<Role> {
  const { config, log, env } = options;
  const closing = createClosing(log);
  try {
    await warnOfRisks(options, redisUrl);
    const foundation = openFoundation({ config, redisUrl, log, closing });
    const app = parts.bot ? await startBot(foundation, ring, env) : null;
    startTending(foundation);
    startExpiring(foundation);
    // Closed first: what its last runs bring is announced before the announcer goes.
    const worker = parts.worker ? await startWorker(foundation, ring, env) : {};
    const health = () => probe(foundation, app, worker);
    if (config.httpPort > 0) {
      const server = await startHealthServer({ probe: health, port: config.httpPort });
      closing.add('health server', () => server.close());
    }
    return { health, close: () => closing.close() };
  } catch (err) {
    await closing.close();
    throw err;
  }
}

async function probe(
  { stores }: Foundation,
  app: SlackApp | null,
  worker: Readonly<Record<string, string>>,
): Promise<Health> {
  const redis = await stores.client
    .command((client) => client.ping())
    .then(
      () => 'up',
      () => 'down',
    );
  if (!app) return { ok: redis === 'up', parts: { redis, ...worker } };
  const slack = app.isConnected() ? 'connected' : 'not connected';
  return { ok: redis === 'up' && app.isConnected(), parts: { redis, slack, ...worker } };
}

/** A Redis that can forget is reported, not refused: whoever runs it may have reasons. */
async function warnOfRisks({ config, log }: RunOptions, redisUrl: string): Promise<void> {
  const timeoutMs = config.timings.storeTimeoutMs;
  const redis = connectRedis(redisUrl, { purpose: 'blocking', timeoutMs, log });
  try {
    for (const { risk, advice } of await inspectDurability(redis)) {
      log.warn({ risk, advice }, 'redis may lose records');
    }
  } finally {
    redis.disconnect();
  }
}
