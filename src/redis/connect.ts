import { type CommonRedisOptions, Redis } from 'ioredis';
import type { EventLog } from '../workflow/ports.js';

export type RedisPurpose = 'store' | 'queue' | 'blocking';

export type ConnectOptions = {
  readonly purpose: RedisPurpose;
  readonly timeoutMs: number;
  readonly log: EventLog;
};

/**
 * A client that reconnects by itself for as long as it is open; `url` is redis:, rediss:, unix:/path or a
 * socket's bare path. As `store` and `queue` a command fails within `timeoutMs` when Redis is away and is never
 * sent after it failed; as `blocking` (a BullMQ worker) it waits. Close it with `disconnect()`.
 */
export function connectRedis(url: string, { purpose, timeoutMs, log }: ConnectOptions): Redis {
  const redis = new Redis(url.replace(/^unix:(\/\/)?(?=\/)/, ''), {
    connectTimeout: Math.max(timeoutMs, 1000),
    retryStrategy: (times) => Math.min(25 * 2 ** Math.min(times, 6), 1000) * (0.75 + Math.random() / 4),
    ...(purpose === 'blocking' ? waiting : { ...failingFast, commandTimeout: timeoutMs }),
  });
  reportOutages(redis, purpose, log);
  return redis;
}

type Options = Omit<CommonRedisOptions, 'replyMapping'>;

/** BullMQ requires it: https://docs.bullmq.io/guide/going-to-production#maxretriesperrequest */
const waiting: Options = { maxRetriesPerRequest: null };

/**
 * No offline queue and no resending: either would send a command after its caller was told that it failed. At
 * 0 retries ioredis rejects what is in flight as soon as the connection is lost.
 */
const failingFast: Options = {
  maxRetriesPerRequest: 0,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
};

/** One line when it goes, one when it is back; ioredis emits `error` at every attempt in between. */
function reportOutages(redis: Redis, purpose: RedisPurpose, log: EventLog): void {
  let isDown = false;
  redis.setMaxListeners(0);
  redis.on('error', (err: unknown) => {
    if (!isDown) log.error({ purpose, err }, 'redis is not reachable');
    isDown = true;
  });
  redis.on('ready', () => {
    if (isDown) log.info({ purpose }, 'redis is reachable again');
    isDown = false;
  });
}
