import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis, type RedisOptions } from 'ioredis';

export type ClientOptions = Omit<RedisOptions, 'replyMapping'>;

export type TestRedis = {
  /** A unix socket path, which ioredis takes where it takes a URL. */
  readonly url: string;
  /** The server's working directory (its append-only file, when `config` turns it on). */
  readonly dir: string;
  readonly pid: () => number | undefined;
  /** A client of its own; closed with the server. Commands fail after one retry unless `options` says otherwise. */
  readonly connect: (options?: ClientOptions) => Redis;
  /** Ends the server and leaves the clients, as an outage does; `start` brings it back at the same address. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
  readonly start: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const ended = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const endOf = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => (ended(child) ? resolve() : child.once('exit', () => resolve())));

/** Starts redis-server with its configuration on stdin and waits until it says that it listens. */
function startServer(lines: readonly string[]): Promise<ChildProcess> {
  const child = spawn('redis-server', ['-'], { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.end(`${lines.join('\n')}\n`);
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
      if (output.includes('The server is now ready to accept connections')) resolve(child);
      output = output.slice(-4000);
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`redis-server did not start:\n${output}`)));
  });
}

/** A throw-away redis-server for one test file. `config` adds directives, such as `{appendonly: 'yes'}`. */
export async function aRedis(config: Readonly<Record<string, string>> = {}): Promise<TestRedis> {
  const dir = mkdtempSync(join(tmpdir(), 'countersign-redis-'));
  const url = join(dir, 'redis.sock');
  const settings = { port: '0', unixsocket: url, dir, save: '""', appendonly: 'no', ...config };
  const lines = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  const clients: Redis[] = [];
  let server: ChildProcess | undefined;

  const killNow = () => server?.kill('SIGKILL');
  const start = async () => {
    server = await startServer(lines);
  };
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (server === undefined) return;
    server.kill(signal);
    await endOf(server);
    server = undefined;
  };
  const connect = (options: ClientOptions = {}) => {
    const client = new Redis(url, { maxRetriesPerRequest: 1, ...options });
    client.on('error', () => undefined); // an outage is what some tests are about; commands still reject
    clients.push(client);
    return client;
  };
  const close = async () => {
    for (const client of clients) client.disconnect();
    await stop('SIGKILL');
    process.off('exit', killNow);
    rmSync(dir, { recursive: true, force: true });
  };

  process.on('exit', killNow);
  await start();
  return { url, dir, pid: () => server?.pid, connect, stop, start, close };
}
