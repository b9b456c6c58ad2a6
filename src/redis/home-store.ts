import { z } from 'zod';
import { homeViewerSchema } from '../domain/home-viewer.js';
import type { HomeStore } from '../workflow/home-store.js';
import { loadLuaScript } from './lua-script.js';
import { formatRecord, readValue } from './read-record.js';
import type { StoreClient } from './store-client.js';
import { createTakeLock } from './take-lock.js';

/** For longer than any two publications of one Home are kept apart. */
const KEEP_PUBLISHED_MS = 60 * 60 * 1000;

/** Homes over Redis. All of it ends by itself: for nobody who looks, there is nothing. */
export function createHomeStore(client: StoreClient): HomeStore {
  const takeLock = createTakeLock(client);
  return {
    ...viewers(client),
    ...dueHomes(client),
    lock: (user, ms) => takeLock(client.keys.homeLock(user), ms),
  };
}

function viewers(client: StoreClient): Pick<HomeStore, 'read' | 'save' | 'follow'> {
  const { home: keyOf, homeTopic } = client.keys;
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
      const follow = (key: string) =>
        client.command((redis) =>
          redis
            .multi()
            .zremrangebyscore(key, '-inf', now)
            .zadd(key, now + ms, user)
            .pexpire(key, Math.ceil(ms))
            .exec(),
        );
      await Promise.all(topics.map((topic) => follow(homeTopic(topic))));
    },
  };
}

function dueHomes(client: StoreClient): Pick<HomeStore, 'touch' | 'take' | 'begin' | 'again'> {
  const { homeTopic, homesDue, homesPublished } = client.keys;
  const [touchHomes, takeHomes] = [loadLuaScript('touch-homes'), loadLuaScript('take-homes')];
  return {
    async touch(topics, { now, pauseMs }) {
      const keys = [homesDue, homesPublished, ...topics.map(homeTopic)];
      await client.script(touchHomes, keys, [String(now), String(pauseMs)], z.number());
    },
    take(now, limit) {
      const args = [now, limit, KEEP_PUBLISHED_MS].map(String);
      return client.script(takeHomes, [homesDue, homesPublished], args, z.array(z.string()));
    },
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
  };
}
