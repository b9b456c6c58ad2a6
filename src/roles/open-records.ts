import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { loadOperatorConfig, type OperatorConfig } from '../operator-config.js';
import { connectRedis } from '../redis/connect.js';
import { findEmbeddedRedis } from '../redis/find-embedded.js';
import { findWorkspaces } from '../redis/find-workspaces.js';
import type { KeyRing } from '../redis/key-ring.js';
import { openStores, type Stores } from '../redis/open-stores.js';
import type { EventLog } from '../workflow/ports.js';
import { ownKeys } from './own-keys.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** The records of one workspace, for a command on a terminal. `ring` throws when there are no keys. */
export type Records =
  | {
      readonly kind: 'opened';
      readonly stores: Stores;
      readonly workspace: string;
      readonly config: OperatorConfig;
      ring(): KeyRing;
      close(): void;
    }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] };

/** No events on a terminal: what goes wrong is thrown, and said once. */
const silent: EventLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * Opens the records in REDIS_URL or, with `dataDir` or without REDIS_URL, those of the Redis that a demo or `all` runs
 * on that data folder. Lists every reason why not.
 */
export async function openRecords(env: Environment, dataDir: string | undefined): Promise<Records> {
  const given = dataDir === undefined ? env : { ...env, COUNTERSIGN_DATA: dataDir, REDIS_URL: '' };
  const loaded = loadOperatorConfig(given, (path) => readFileSync(path, 'utf8'));
  if (!loaded.ok) {
    return {
      kind: 'refused',
      reasons: loaded.faults.map(({ variable, problem }) => `${variable} ${problem}`),
    };
  }
  const { config } = loaded;
  const url = config.redisUrl ?? findEmbeddedRedis(config.dataDir);
  if (url === null) return { kind: 'refused', reasons: [noRedis(config.dataDir)] };
  const timeoutMs = config.storeTimeoutMs;
  const redis = connectRedis(url, { purpose: 'store', timeoutMs, log: silent });
  try {
    const isOwn = config.redisUrl === undefined;
    const named = await workspaceOf(config, redis, isOwn);
    if (typeof named === 'object') return refuse(redis, named.reasons);
    const stores = openStores({ redis, workspace: named, timeoutMs, ...unused });
    await stores.client.command((client) => client.ping());
    const ring = () => ringOf(config, isOwn, named);
    return { kind: 'opened', stores, config, workspace: named, ring, close: () => redis.disconnect() };
  } catch (err) {
    redis.disconnect();
    throw err;
  }
}

/** Of stores that no command here writes to. */
const unused = { draftTtlMs: 1, keepOutputMs: 1 } as const;

function noRedis(dataDir: string): string {
  return `REDIS_URL is missing, and neither a demo nor \`npm start\` runs on the data folder ${dataDir} (--data DIR names another)`;
}

function refuse(redis: Redis, reasons: readonly string[]): Records {
  redis.disconnect();
  return { kind: 'refused', reasons };
}

/** In a Redis of our own the demo and `all` have workspaces of different names: the one that is there is meant. */
async function workspaceOf(
  { workspace }: OperatorConfig,
  redis: Redis,
  isOwn: boolean,
): Promise<string | { readonly reasons: readonly string[] }> {
  if (workspace !== undefined) return workspace;
  if (!isOwn) return DEFAULT_WORKSPACE;
  await untilConnected(redis);
  const [found = DEFAULT_WORKSPACE, ...others] = await findWorkspaces(redis);
  if (others.length === 0) return found;
  const names = [found, ...others].join(' or ');
  return { reasons: [`this data folder has more than one workspace: set COUNTERSIGN_WORKSPACE to ${names}`] };
}

const DEFAULT_WORKSPACE = 'default';

function untilConnected(redis: Redis): Promise<void> {
  return new Promise((resolve, reject) => {
    if (redis.status === 'ready') return resolve();
    redis.once('ready', resolve);
    redis.once('error', reject);
  });
}

/** The demo always has keys of its own; `all` has when none are given. */
function ringOf({ keys, dataDir }: OperatorConfig, isOwn: boolean, workspace: string): KeyRing {
  const hasOwn = isOwn && (keys.length === 0 || workspace === 'demo') && existsSync(join(dataDir, 'keys'));
  if (!hasOwn && keys.length === 0)
    throw new Error('COUNTERSIGN_KEYS is missing: give the keys of the worker');
  return hasOwn ? ownKeys(dataDir) : keys;
}
