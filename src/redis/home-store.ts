import { z } from 'zod';
import { homeViewerSchema } from '../domain/home-viewer.js';
import type { HomeStore } from '../workflow/ports.js';
import { loadLuaScript } from './lua-script.js';
import { formatRecord, readValue } from './read-record.js';
import type { StoreClient } from './store-client.js';
import { createTakeLock } from './take-lock.js';

/** For longer than any two publications of one Home are kept apart. */
const KEEP_PUBLISHED_MS = 60 * 60 * 1000;

/** Homes over Redis. All of it ends by itself: for nobody who looks, there is nothing. */
export function createHomeStore(client: StoreClient): HomeStore {
  const { home: keyOf, homeLock, homeTopic, homesDue, homesPublished } = client.keys;
  const touchHomes = loadLuaScript('touch-homes');
  const takeHomes = loadLuaScript('take-homes');
  const takeLock = createTakeLock(client);
  const nameOf = (user: string) => `home of ${user}`;
  return {
    read: (user) => readValue(client, homeViewerSchema, keyOf(user), nameOf(user)),
    async save(viewer, ms) {
      const { user } = viewer.person;
      const text = formatRecord(homeViewerSchema, nameOf(user), viewer);
      await client.command((redis) =>
        ms === null
          ? redis.set(keyOf(user), text, 'KEEPTTL', 'XX')
          : redis.set(keyOf(user), text, 'PX', Math.ceil(ms)),
      );
    },
    async follow(user, topics, { now, ms }) {
      await Promise.all(
        topics.map((topic) =>
          client.command((redis) =>
            redis
              .multi()
              .zremrangebyscore(homeTopic(topic), '-inf', now)
              .zadd(homeTopic(topic), now + ms, user)
              .pexpire(homeTopic(topic), Math.ceil(ms))
              .exec(),
          ),
        ),
      );
    },
    async touch(topics, { now, pauseMs }) {
      const keys = [homesDue, homesPublished, ...topics.map(homeTopic)];
      await client.script(touchHomes, keys, [String(now), String(pauseMs)], z.number());
    },
    take: (now, limit) =>
      client.script(
        takeHomes,
        [homesDue, homesPublished],
        [now, limit, KEEP_PUBLISHED_MS].map(String),
        z.array(z.string()),
      ),
    async begin(user, now) {
      await client.command((redis) =>
        redis
          .multi()
          .zrem(homesDue, user)
          .zadd(homesPublished, now, user)
          .pexpire(homesPublished, KEEP_PUBLISHED_MS)
          .exec(),
      );
    },
    async again(user, at) {
      await client.command((redis) => redis.zadd(homesDue, 'NX', at, user));
    },
    lock: (user, ms) => takeLock(homeLock(user), ms),
  };
}
