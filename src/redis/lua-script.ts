import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';
import { replyCode } from './store-failure.js';

export type LuaScript = { readonly source: string; readonly sha1: string };

export type LuaScriptName =
  | 'write-record'
  | 'append-audit'
  | 'find-requests'
  | 'touch-homes'
  | 'take-homes'
  | 'renew-lease'
  | 'settle-announcement'
  | 'release-lock'
  | 'renew-lock'
  | 'replace-value'
  | 'take-state'
  | 'release-state'
  | 'replace-state'
  | 'forget-state'
  | 'take-call';

/** The script in lua/, with the SHA-1 by which Redis knows it once it has seen it. */
export function loadLuaScript(name: LuaScriptName): LuaScript {
  const source = readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), 'utf8');
  return { source, sha1: createHash('sha1').update(source).digest('hex') };
}

/** Runs it as one atomic step; a Redis that does not know it (new, or restarted) is sent the source. */
export async function evaluate(
  redis: Redis,
  script: LuaScript,
  keys: readonly string[],
  args: readonly string[],
): Promise<unknown> {
  try {
    return await redis.evalsha(script.sha1, keys.length, ...keys, ...args);
  } catch (error) {
    if (replyCode(error) !== 'NOSCRIPT') throw error;
    return await redis.eval(script.source, keys.length, ...keys, ...args);
  }
}
