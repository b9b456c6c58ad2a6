import { mkdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { loadConfig } from '../config.js';
import type { Log } from '../log.js';
import { connectRedis } from '../redis/connect.js';
import { startEmbeddedRedis } from '../redis/embedded-server.js';
import type { KeyRing } from '../redis/key-ring.js';
import { openStores } from '../redis/open-stores.js';
import { type Sandbox, startSandbox } from '../sandbox/start-sandbox.js';
import { createClosing } from './closing.js';
import { ownKeys } from './own-keys.js';
import type { Role } from './role.js';
import { type RunOptions, runParts } from './run-parts.js';
import { scriptShelf } from './script-shelf.js';
import { seedProfile } from './seed-profile.js';
import { createWorkerSwitch, type WorkerSwitch } from './worker-switch.js';

export type DemoOptions = {
  readonly port: number;
  readonly dataDir: string;
  readonly seeds: boolean;
  /** How many times faster than Slack the local Slack's limits and clocks are. */
  readonly timeScale: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
};

/** A running demo: the role, and where the local Slack is. */
export type Demo = Role & { readonly url: string };

const manifestFile = new URL('../../manifests/socket-mode.json', import.meta.url);

/** Everything on one machine: a local Slack, a Redis of its own, bot and worker, and a profile to request with. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const closing = createClosing(options.log);
  try {
    const { port, timeScale, log } = options;
    const manifest: unknown = JSON.parse(readFileSync(manifestFile, 'utf8'));
    const workers: WorkerSwitch[] = [];
    const switches = { worker: laterSwitch(workers) };
    const sandbox = await startSandbox({ port, manifest, timeScale, log, switches });
    closing.add('sandbox', () => sandbox.close());
    const redis = await startEmbeddedRedis({ dataDir, log });
    closing.add('embedded redis', () => redis.close());
    const people = await lookAround(sandbox);
    const config = demoConfig(options, dataDir, sandbox, people);
    const ring = ownKeys(dataDir);
    if (options.seeds) await seed(config, redis.url, ring, sandbox, people);
    const startPart = (parts: Parts) => runParts(config, redis.url, ring, parts);
    const worker = createWorkerSwitch(() => startPart({ bot: false, worker: true }));
    workers.push(worker);
    closing.add('worker', () => worker.turn(false));
    await worker.turn(true);
    const bot = await startPart({ bot: true, worker: false });
    closing.add('bot', () => bot.close());
    return { url: sandbox.url, health: bot.health, close: () => closing.close() };
  } catch (err) {
    await closing.close();
    throw err;
  }
}

type Parts = Parameters<typeof runParts>[3];

/** The switch that is there once the worker has been started: the local Slack has to be up before. */
function laterSwitch(workers: readonly WorkerSwitch[]): WorkerSwitch {
  return {
    isOn: () => workers.some((worker) => worker.isOn()),
    async turn(on) {
      await Promise.all(workers.map((worker) => worker.turn(on)));
    },
  };
}

const stateSchema = z.object({
  users: z.array(z.object({ id: z.string(), name: z.string() })),
  usergroups: z.array(z.object({ id: z.string(), name: z.string() })),
  channels: z.array(z.object({ id: z.string(), name: z.string() })),
});
type People = z.infer<typeof stateSchema>;

/** Who and what is in the local Slack, as anybody can see. */
async function lookAround(sandbox: Sandbox): Promise<People> {
  const response = await fetch(new URL('/_control/state', sandbox.url));
  return stateSchema.parse(await response.json());
}

function idOf(list: People['users'], name: string): string {
  const found = list.find((entry) => entry.name === name);
  if (!found) throw new Error(`the local Slack has no ${name}`);
  return found.id;
}

function demoConfig(options: DemoOptions, dataDir: string, sandbox: Sandbox, people: People): RunOptions {
  const admins = idOf(people.usergroups, 'pki-admins');
  const env = {
    ...options.env,
    ...{
      SLACK_BOT_TOKEN: sandbox.botToken,
      SLACK_APP_TOKEN: sandbox.appToken,
      SLACK_API_URL: sandbox.apiUrl,
    },
    ...{ SLACK_SIGNING_SECRET: '', REDIS_URL: '', COUNTERSIGN_WORKSPACE: 'demo', COUNTERSIGN_KEYS: '' },
    ...{ COUNTERSIGN_ADMINS: admins, COUNTERSIGN_DATA: dataDir },
  };
  const loaded = loadConfig(env, (path) => readFileSync(path, 'utf8'), ['transport']);
  if (!loaded.ok) {
    throw new Error(loaded.faults.map(({ variable, problem }) => `${variable} ${problem}`).join('\n'));
  }
  return { config: loaded.config, log: options.log, env };
}

async function seed(
  { config, log }: RunOptions,
  redisUrl: string,
  ring: KeyRing,
  sandbox: Sandbox,
  people: People,
): Promise<void> {
  const { workspace, dataDir, scriptsDir, timings } = config;
  const timeoutMs = timings.storeTimeoutMs;
  const redis = connectRedis(redisUrl, { purpose: 'store', timeoutMs, log });
  const keep = { draftTtlMs: timings.draftTtlMs, keepOutputMs: timings.keepOutputMs };
  try {
    await seedProfile({
      ...{ stores: openStores({ redis, workspace, timeoutMs, ...keep }), ring, dataDir },
      ...{ shelf: scriptShelf(scriptsDir), timeLimitMs: timings.runTimeLimitMs },
      author: { user: idOf(people.users, 'ada'), team: sandbox.teamId },
      approvers: { users: [], groups: [idOf(people.usergroups, 'pki-approvers')] },
      channel: idOf(people.channels, 'cert-requests'),
    });
  } finally {
    redis.disconnect();
  }
}
