import { setTimeout as pause } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { z } from 'zod';
import { CountersignError } from '../errors.js';
import { createKeys, type Keys } from './keys.js';
import { evaluate, type LuaScript } from './lua-script.js';
import { isConnectionFailure, storeFailure } from './store-failure.js';
import { untilReady } from './until-ready.js';

/** What the stores talk through: each call answers or throws `store-unavailable` within the time limit. */
export type StoreClient = {
  readonly keys: Keys;
  /** Sends one command. It must be safe to send twice: a connection lost on the way is tried again. */
  command<T>(send: (redis: Redis) => Promise<T>): Promise<T>;
  /** Runs a script, under the same rule, and parses its reply. */
  script<T>(
    lua: LuaScript,
    keys: readonly string[],
    args: readonly string[],
    reply: z.ZodType<T>,
  ): Promise<T>;
};

export type StoreClientOptions = {
  readonly redis: Redis;
  readonly workspace: string;
  readonly timeoutMs: number;
};

/** ioredis learns that a socket was closed a little after the command that found it closed. */
const SETTLE_MS = 5;

export function createStoreClient({ redis, workspace, timeoutMs }: StoreClientOptions): StoreClient {
  const command = async <T>(send: (redis: Redis) => Promise<T>): Promise<T> => {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      try {
        await untilReady(redis, deadline - performance.now());
        return await answerBefore(deadline, send(redis));
      } catch (error) {
        await pause(SETTLE_MS);
        const mayTryAgain = redis.status !== 'end' && performance.now() < deadline;
        if (!(isConnectionFailure(error) && mayTryAgain)) throw storeFailure(error);
      }
    }
  };
  return {
    keys: createKeys(workspace),
    command,
    script: async (lua, keys, args, reply) =>
      reply.parse(await command((client) => evaluate(client, lua, keys, args))),
  };
}

async function answerBefore<T>(deadline: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new CountersignError('store-unavailable', new Error('no answer from Redis in time'));
    timer = setTimeout(() => reject(error), Math.max(deadline - performance.now(), 0));
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
