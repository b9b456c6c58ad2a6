import type { Redis } from 'ioredis';

/** Resolves when the client can send, throws when it cannot within `ms` or was closed for good. */
export function untilReady(redis: Redis, ms: number): Promise<void> {
  if (redis.status === 'ready') return Promise.resolve();
  if (redis.status === 'end') return Promise.reject(new Error('the connection to Redis was closed'));
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      redis.off('ready', onReady);
      redis.off('end', onEnd);
    };
    const onReady = () => {
      stop();
      resolve();
    };
    const onEnd = () => {
      stop();
      reject(new Error('the connection to Redis was closed'));
    };
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`no connection to Redis within ${Math.round(ms)} ms`));
    }, ms);
    redis.once('ready', onReady);
    redis.once('end', onEnd);
  });
}
