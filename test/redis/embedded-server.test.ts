import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../src/log.js';
import { readHolder } from '../../src/redis/embedded-lock.js';
import { startOfProcess } from '../../src/redis/embedded-pid.js';
import { type EmbeddedRedis, startEmbeddedRedis } from '../../src/redis/embedded-server.js';

/** On a busy machine a restart takes longer than the second that polling gives it. */
const patient = { timeout: 15_000 };
const lines: string[] = [];
const log = createLog({ level: 'debug', role: 'test', stream: { write: (line) => void lines.push(line) } });

let dataDir: string;
let cleanUp: (() => unknown)[];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'cs-'));
  cleanUp = [];
});
afterEach(async () => {
  for (const step of cleanUp.reverse()) await step();
  rmSync(dataDir, { recursive: true, force: true });
});

type Options = Partial<Parameters<typeof startEmbeddedRedis>[0]>;
async function start(options: Options = {}): Promise<EmbeddedRedis> {
  const redis = await startEmbeddedRedis({ dataDir, log, restartPauseMs: 20, ...options });
  cleanUp.push(redis.close);
  return redis;
}
function connect(url: string): Redis {
  const client = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  cleanUp.push(() => client.disconnect());
  return client;
}
function pidOf(dir: string): number {
  const holder = readHolder(join(dir, 'redis', 'redis.pid'));
  if (holder === undefined) throw new Error('no pid file');
  return holder.pid;
}
const commandLine = (pid: number): string =>
  existsSync('/proc/self')
    ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    : spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
const isRunning = (pid: number): boolean => startOfProcess(pid) !== undefined;

describe('startEmbeddedRedis', () => {
  it('syncs every write, evicts nothing and listens on a socket only', async () => {
    const { url } = await start();
    const client = connect(url);
    expect(url).toBe(join(dataDir, 'redis', 'redis.sock'));
    for (const [name, value] of Object.entries({
      appendonly: 'yes',
      appendfsync: 'always',
      'maxmemory-policy': 'noeviction',
      save: '',
      port: '0',
    })) {
      expect(await client.config('GET', name)).toEqual([name, value]);
    }
  });

  it('keeps its directory and its socket to this user', async () => {
    const { url } = await start();
    expect(statSync(join(dataDir, 'redis')).mode & 0o777).toBe(0o700);
    expect(statSync(url).mode & 0o777).toBe(0o700);
  });

  it('has its data after close and start', async () => {
    const first = await start();
    await connect(first.url).set('vote', 'yes');
    const pid = pidOf(dataDir);
    await first.close();
    expect(isRunning(pid)).toBe(false);
    const second = await start();
    expect(await connect(second.url).get('vote')).toBe('yes');
  });

  it('restarts with its data at the same address after kill -9, and says when it is down and up', async () => {
    const events: string[] = [];
    const { url } = await start({ onDown: () => events.push('down'), onUp: () => events.push('up') });
    const client = connect(url);
    await client.set('vote', 'yes');
    const pid = pidOf(dataDir);
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => events, patient).toEqual(['down', 'up']);
    expect(await client.get('vote')).toBe('yes');
    expect(pidOf(dataDir)).not.toBe(pid);
  });

  it('tries until it comes back, and close ends the trying', async () => {
    const downs: string[] = [];
    const redis = await start({ onDown: (reason) => downs.push(reason), restartPauseMs: 10 });
    const aof = join(dataDir, 'redis', 'appendonlydir');
    rmSync(aof, { recursive: true });
    await connect(redis.url).set('a', '1');
    writeFileSync(aof, 'in the way');
    lines.length = 0;
    process.kill(pidOf(dataDir), 'SIGKILL');
    await expect
      .poll(() => lines.filter((line) => line.includes('did not come back')).length, patient)
      .toBeGreaterThan(2);
    expect(downs).toEqual([expect.stringContaining('SIGKILL')]);
    const pid = pidOf(dataDir);
    await redis.close();
    expect(isRunning(pid)).toBe(false);
  });

  it('stays down while its disk is full, and comes back when there is room', async () => {
    const events: string[] = [];
    let free = 1e9;
    const { url } = await start({
      restartPauseMs: 10,
      freeBytes: () => free,
      onDown: () => events.push('down'),
      onUp: () => events.push('up'),
    });
    const client = connect(url);
    free = 1e6;
    lines.length = 0;
    process.kill(pidOf(dataDir), 'SIGKILL');
    const refusals = () => lines.filter((line) => line.includes('is full: 0 MB free, 16 MB needed')).length;
    await expect.poll(refusals, patient).toBeGreaterThan(1);
    expect(events).toEqual(['down']);
    free = 1e9;
    await expect.poll(() => events, patient).toEqual(['down', 'up']);
    expect(await client.ping()).toBe('PONG');
  });

  it('refuses a second start on the directory, naming the process', async () => {
    const { url } = await start();
    await expect(start()).rejects.toThrow(`process ${process.pid}`);
    expect(await connect(url).ping()).toBe('PONG');
  });

  it('takes a loopback port with a password where the socket path would be too long', async () => {
    const deep = join(dataDir, 'd'.repeat(100));
    const { url } = await start({ dataDir: deep });
    const { port, password, hostname } = new URL(url);
    expect(hostname).toBe('127.0.0.1');
    expect(await connect(url).ping()).toBe('PONG');
    await expect(connect(`redis://127.0.0.1:${port}`).ping()).rejects.toThrow('NOAUTH');
    expect(commandLine(pidOf(deep))).toContain('redis-server');
    expect(commandLine(pidOf(deep))).not.toContain(password);
  });

  it('says what to install when redis-server is not on PATH', async () => {
    const path = process.env.PATH;
    process.env.PATH = dataDir;
    try {
      await expect(start()).rejects.toThrow('apt-get install redis-server');
    } finally {
      process.env.PATH = path;
    }
  });
});

describe('after its own process was killed', () => {
  const program = (dir: string): string => `
    const { startEmbeddedRedis } = await import('./dist/redis/embedded-server.js');
    const { createLog } = await import('./dist/log.js');
    const log = createLog({ level: 'silent', role: 'test' });
    await startEmbeddedRedis({ dataDir: ${JSON.stringify(dir)}, log });
    console.log('started');`;

  it('stops the orphan and starts with its data', async () => {
    const parent = spawn(process.execPath, ['--input-type=module', '-e', program(dataDir)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(parent.stdout, 'data');
    const orphan = pidOf(dataDir);
    cleanUp.push(() => isRunning(orphan) && process.kill(orphan, 'SIGKILL'));
    await connect(join(dataDir, 'redis', 'redis.sock')).set('vote', 'yes');
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    expect(isRunning(orphan)).toBe(true);

    const { url } = await start();
    expect(isRunning(orphan)).toBe(false);
    expect(await connect(url).get('vote')).toBe('yes');
    expect(readdirSync(join(dataDir, 'redis')).sort()).toEqual([
      'address',
      'appendonlydir',
      'lock',
      'redis.pid',
      'redis.sock',
    ]);
  });
});
