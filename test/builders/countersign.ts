import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeyRing } from '../../src/redis/key-ring.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js';
import { type Control, createControl, eventually } from './control.js';
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

const ready = { bot: 'bot started', worker: 'worker started', all: 'worker started' } as const;

/**
 * A local Slack, a real Redis with its append-only file, and Countersign's own processes on them (dist/main.js,
 * built by the global set-up). Admins are ada and the group pki-admins.
 */
export async function aCountersign(env: Readonly<Record<string, string>> = {}): Promise<Countersign> {
  const dir = mkdtempSync(join(tmpdir(), 'countersign-test-'));
  cpSync('runner/scripts', join(dir, 'scripts'), { recursive: true });
  cpSync('test/fixtures/scripts', join(dir, 'scripts'), { recursive: true });
  const manifest: unknown = JSON.parse(readFileSync('manifests/socket-mode.json', 'utf8'));
  const [sandbox, redis] = await Promise.all([
    startSandbox({ manifest }),
    aRedis({ appendonly: 'yes', appendfsync: 'always' }),
  ]);
  const control = createControl(sandbox.url);
  const key = randomBytes(32);
  const admins = [await control.idOf('users', 'ada'), await control.idOf('usergroups', 'pki-admins')];
  const base = {
    ...{ PATH: process.env.PATH ?? '', HOME: dir, LANG: 'C.UTF-8', LOG_LEVEL: 'info' },
    ...{
      SLACK_BOT_TOKEN: sandbox.botToken,
      SLACK_APP_TOKEN: sandbox.appToken,
      SLACK_API_URL: sandbox.apiUrl,
    },
    ...{ REDIS_URL: redis.url, COUNTERSIGN_KEYS: `test:${key.toString('base64')}` },
    ...{
      COUNTERSIGN_ADMINS: admins.join(','),
      COUNTERSIGN_DATA: dir,
      COUNTERSIGN_SCRIPTS: join(dir, 'scripts'),
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
