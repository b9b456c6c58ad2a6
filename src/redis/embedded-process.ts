import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../log.js';
import { type EmbeddedAddress, quoted } from './embedded-address.js';
import { writeHolder } from './embedded-lock.js';
import { probeRedis } from './embedded-probe.js';

export type RedisProcess = {
  /** Resolves when it has ended, with what is known about why. */
  readonly ended: Promise<string>;
};

type LaunchOptions = {
  readonly dir: string;
  readonly address: EmbeddedAddress;
  /** Where its pid is noted, so that a later start finds it if this process dies without stopping it. */
  readonly pidFile: string;
  readonly log: Log;
  /** Ends it in order (SIGTERM), also while it is still loading; SIGKILL when that takes over 10 s. */
  readonly signal: AbortSignal;
};

const stopLimitMs = 10_000;

const configuration = (dir: string, address: EmbeddedAddress): readonly string[] => [
  ...address.directives,
  `dir ${quoted(dir)}`,
  'protected-mode yes',
  'daemonize no',
  'appendonly yes',
  'appendfsync always', // a vote that was acknowledged survives the power cut
  'save ""',
  'maxmemory 0',
  'maxmemory-policy noeviction',
];

/** Starts redis-server and waits until it answers, its data loaded. Throws with its last words if it ends first. */
export async function launchRedis({
  dir,
  address,
  pidFile,
  log,
  signal,
}: LaunchOptions): Promise<RedisProcess> {
  // Detached: Ctrl-C signals the whole foreground group, and Redis has to outlive the roles that write to it.
  const child = spawn('redis-server', ['-'], { stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  if (child.pid !== undefined) writeHolder(pidFile, child.pid);
  child.stdin.on('error', () => undefined); // it ended before reading: `ended` says so
  child.stdin.end(`${configuration(dir, address).join('\n')}\n`); // not argv: there may be a password in it
  const lastWords: string[] = [];
  let isUp = false; // before, its advice on this machine is no news; what stops it is in the error
  for (const output of [child.stdout, child.stderr]) {
    createInterface(output).on('line', (line) => {
      lastWords.push(line);
      if (lastWords.length > 5) lastWords.shift();
      log[isUp && !signal.aborted && /^\d+:\S+ .* # /.test(line) ? 'warn' : 'debug']({ line }, 'redis says');
    });
  }
  const ended = endOf(child, lastWords);
  stopOn(signal, child, ended);
  const failure = await Promise.race([answering(address, ended, log), ended]);
  if (failure !== undefined) throw new Error(`redis-server did not start: ${failure}`);
  isUp = true;
  return { ended };
}

function stopOn(signal: AbortSignal, child: ChildProcess, ended: Promise<string>): void {
  const terminate = () => child.kill('SIGTERM');
  let killing: NodeJS.Timeout | undefined;
  const stop = () => {
    terminate();
    killing = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
  };
  process.once('exit', terminate); // the last resort, when nobody closed us
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  void ended.then(() => {
    process.off('exit', terminate);
    signal.removeEventListener('abort', stop);
    clearTimeout(killing);
  });
}

function endOf(child: ChildProcess, lastWords: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) =>
      resolve(
        'code' in error && error.code === 'ENOENT'
          ? 'it is not on PATH. Install it (Debian: apt-get install redis-server) or set REDIS_URL'
          : error.message,
      ),
    );
    // 'close' comes after the last output, 'exit' before it
    child.once('close', (code, signal) =>
      resolve(`${signal ?? `exit code ${code}`}; ${lastWords.join(' | ')}`),
    );
  });
}

async function answering(address: EmbeddedAddress, ended: Promise<string>, log: Log): Promise<undefined> {
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  for (let tries = 1; !isOver; tries += 1) {
    const probe = await probeRedis(address);
    if (probe === 'ready') return;
    if (tries % 250 === 0) log.warn({ probe }, 'waiting for redis to load its data');
    await pause(20);
  }
}
