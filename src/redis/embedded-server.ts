import { chmodSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../log.js';
import { chooseAddress } from './embedded-address.js';
import { isAlive, type LockHolder, readHolder, takeLock } from './embedded-lock.js';
import { probeRedis } from './embedded-probe.js';
import { launchRedis } from './embedded-process.js';
import { supervise } from './embedded-supervisor.js';
import { addressFile } from './find-embedded.js';

export type EmbeddedRedis = {
  /** As ioredis takes it: the path of a unix socket, or a loopback URL with its password. Stays through restarts. */
  readonly url: string;
  /** Ends the server in order. Close every client first: what they still send is lost. */
  readonly close: () => Promise<void>;
};

export type EmbeddedRedisOptions = {
  readonly dataDir: string;
  readonly log: Log;
  /** The server ended by itself (a full disk, a kill): start no run until `onUp`. */
  readonly onDown?: (reason: string) => void;
  readonly onUp?: () => void;
  readonly restartPauseMs?: number;
  /** What is free on the disk that holds `dir`. */
  readonly freeBytes?: (dir: string) => number;
};

/** With less, Redis would come up and end at the next write: it stays down until somebody made room. */
const neededBytes = 16 * 1024 * 1024;

/**
 * Starts redis-server as a child on `dataDir`/redis, every write synced to its append-only file, and resolves
 * when its data is loaded. Throws when another live process uses the directory, naming it.
 */
export async function startEmbeddedRedis(options: EmbeddedRedisOptions): Promise<EmbeddedRedis> {
  const { dataDir, log, onDown, onUp, restartPauseMs } = options;
  const dir = resolve(dataDir, 'redis');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  chmodSync(dir, 0o700);
  const lock = await takeLock(join(dir, 'lock'));
  try {
    const pidFile = join(dir, 'redis.pid');
    await endOrphan(pidFile, log);
    const address = await chooseAddress(dir);
    writeFileSync(addressFile(dir), address.url, { mode: 0o600 });
    if ((await probeRedis(address)) !== 'absent') {
      throw new Error(`A Redis that is not ours answers in ${dir}: stop it, or give another directory`);
    }
    const server = await supervise({
      launch: async (signal) => {
        refuseFullDisk(dir, (options.freeBytes ?? freeBytesOf)(dir));
        return launchRedis({ dir, address, pidFile, log, signal });
      },
      log,
      onDown: onDown ?? (() => undefined),
      onUp: onUp ?? (() => undefined),
      firstPauseMs: restartPauseMs ?? 200,
    });
    const close = async () => {
      await server.close();
      rmSync(pidFile, { force: true });
      rmSync(addressFile(dir), { force: true });
      lock.release();
    };
    return { url: address.url, close };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function freeBytesOf(dir: string): number {
  const { bavail, bsize } = statfsSync(dir);
  return bavail * bsize;
}

function refuseFullDisk(dir: string, free: number): void {
  if (free >= neededBytes) return;
  const megabytes = (bytes: number) => `${Math.floor(bytes / 1024 / 1024)} MB`;
  throw new Error(`The disk of ${dir} is full: ${megabytes(free)} free, ${megabytes(neededBytes)} needed`);
}

/** Ends the server of an earlier start whose own process died without stopping it. It saves before it ends. */
async function endOrphan(pidFile: string, log: Log): Promise<void> {
  const orphan = readHolder(pidFile);
  if (orphan === undefined || !isAlive(orphan)) return;
  log.warn({ orphan: orphan.pid }, 'stopping the redis that an earlier start left behind');
  signalTo(orphan, 'SIGTERM');
  for (let waited = 0; isAlive(orphan); waited += 20) {
    if (waited === 10_000) signalTo(orphan, 'SIGKILL');
    if (waited > 15_000) throw new Error(`Redis process ${orphan.pid} does not end`);
    await pause(20);
  }
}

function signalTo(holder: LockHolder, signal: NodeJS.Signals): void {
  try {
    process.kill(holder.pid, signal);
  } catch (error) {
    if (isAlive(holder)) throw error;
  }
}
