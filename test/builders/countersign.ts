import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeyRing } from '../../src/redis/key-ring.js';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/start-sandbox.js';
import { type Control, createControl, eventually } from './control.js';
import { freePort } from './free-port.js';
import { aRedis, type TestRedis } from './redis.js';

/** One process of Countersign, as people start it. */
export type Process = {
  readonly pid: number;
  readonly role: string;
  /** All log lines so far, stdout and stderr. */
  log(): string;
  /** Waits for a log line with this message. */
  logged(message: string): Promise<void>;
  /** Sends the signal and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
};

export type Countersign = {
  readonly control: Control;
  readonly sandbox: Sandbox;
  readonly redis: TestRedis;
  /** A folder of this test: scripts in `scripts`, anything else as the test likes. */
  readonly dir: string;
  /** The key ring of all processes, and the name of the workspace. */
  readonly ring: KeyRing;
  readonly workspace: string;
  start(role: 'bot' | 'worker' | 'all', env?: Readonly<Record<string, string>>): Promise<Process>;
  readonly processes: readonly Process[];
  close(): Promise<void>;
};

/** How Slack reaches the bot. */
export type Transport = 'socket' | 'http';

type CountersignWish = {
  readonly transport?: Transport;
  /** A bigger company, or a faster Slack. */
  readonly sandbox?: Pick<SandboxOptions, 'teams' | 'timeScale'>;
};

const manifests = { socket: 'manifests/socket-mode.json', http: 'manifests/http.json' } as const;

const ready = { bot: 'bot started', worker: 'worker started', all: 'worker started' } as const;

/**
 * A local Slack, a real Redis with its append-only file, and Countersign's own processes on them (dist/main.js,
 * built by the global set-up). Admins are ada and the group pki-admins. Over HTTP the processes share one port, so
 * that one bot runs at a time.
 */
export async function aCountersign(
  env: Readonly<Record<string, string>> = {},
  { transport = 'socket', sandbox: wish = {} }: CountersignWish = {},
): Promise<Countersign> {
  const dir = mkdtempSync(join(tmpdir(), 'countersign-test-'));
  cpSync('runner/scripts', join(dir, 'scripts'), { recursive: true });
  cpSync('test/fixtures/scripts', join(dir, 'scripts'), { recursive: true });
  const manifest: unknown = JSON.parse(readFileSync(manifests[transport], 'utf8'));
  const [sandbox, redis] = await Promise.all([
    startSandbox({ manifest, ...wish }),
    aRedis({ appendonly: 'yes', appendfsync: 'always' }),
  ]);
  const control = createControl(sandbox.url);
  const port = transport === 'http' ? await freePort() : 0;
  const key = randomBytes(32);
  const admins = [await control.idOf('users', 'ada'), await control.idOf('usergroups', 'pki-admins')];
  const base = {
    ...{ PATH: process.env.PATH ?? '', HOME: dir, LANG: 'C.UTF-8', LOG_LEVEL: 'info' },
    ...{
      SLACK_BOT_TOKEN: sandbox.botToken,
      SLACK_API_URL: sandbox.apiUrl,
      ...(transport === 'socket' ? { SLACK_APP_TOKEN: sandbox.appToken } : {}),
      ...(transport === 'http' ? { SLACK_SIGNING_SECRET: sandbox.signingSecret, PORT: String(port) } : {}),
    },
    ...{ REDIS_URL: redis.url, COUNTERSIGN_KEYS: `test:${key.toString('base64')}` },
    ...{
      COUNTERSIGN_ADMINS: admins.join(','),
      COUNTERSIGN_DATA: dir,
      COUNTERSIGN_SCRIPTS: join(dir, 'scripts'),
      RUNNER_WRITABLE: dir,
    },
    ...{ COUNTERSIGN_RECONCILE_SECONDS: '0.5', COUNTERSIGN_ANNOUNCE_RETRY_SECONDS: '0.2' },
    ...env,
  };
  const processes: Process[] = [];
  return {
    ...{ control, sandbox, redis, dir, processes, ring: [{ name: 'test', key }], workspace: 'default' },
    async start(role, more = {}) {
      const started = launch(role, { ...base, ...more });
      processes.push(started);
      await started.logged(ready[role]);
      if (transport === 'http' && role !== 'worker') await tellSlack(control, port);
      return started;
    },
    async close() {
      await Promise.all(processes.map((running) => running.end()));
      await sandbox.close();
      await redis.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Tells the local Slack where the bot listens, as one does on an app's settings page. */
async function tellSlack(control: Control, port: number): Promise<void> {
  const told = await control.world('request-url', { url: `http://127.0.0.1:${port}/slack/events` });
  if (!told.ok) throw new Error(told.error);
}

function launch(role: string, env: Readonly<Record<string, string>>): Process {
  const child = spawn(process.execPath, ['dist/main.js', role], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stdout.on('data', (chunk) => {
    log += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    log += String(chunk);
  });
  return {
    ...{ pid: child.pid ?? 0, role, log: () => log },
    async logged(message) {
      await eventually(`${role} logs "${message}"`, async () => {
        if (child.exitCode !== null) throw new Error(`${role} ended:\n${log}`);
        return log.includes(message);
      });
    },
    end: (signal = 'SIGTERM') => endOf(child, signal),
  };
}

async function endOf(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }
  return child.exitCode;
}
