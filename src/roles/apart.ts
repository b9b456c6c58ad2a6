import type { Role } from './role.js';
import { type RunOptions, runParts } from './run-parts.js';

/** The bot alone, on a Redis that the workers reach too. */
export function startBotRole(options: RunOptions): Promise<Role> {
  return startApart(options, { bot: true, worker: false });
}

/** A worker alone. */
export function startWorkerRole(options: RunOptions): Promise<Role> {
  return startApart(options, { bot: false, worker: true });
}

function startApart(options: RunOptions, parts: { bot: boolean; worker: boolean }): Promise<Role> {
  const { url } = options.config.redis;
  if (url === undefined) throw new Error('REDIS_URL is missing: bot and worker need a Redis that both reach');
  return runParts(options, url, options.config.keys, parts);
}
