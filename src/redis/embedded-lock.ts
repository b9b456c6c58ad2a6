import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { startOfProcess } from './embedded-pid.js';

const holder = z.object({ pid: z.number().int(), start: z.string(), host: z.string() });

export type LockHolder = z.infer<typeof holder>;

export type Lock = { readonly release: () => void };

/** Who wrote the file, or undefined when there is none or it cannot be understood. */
export function readHolder(path: string): LockHolder | undefined {
  try {
    return holder.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}

export function writeHolder(path: string, pid: number): void {
  const content: LockHolder = { pid, start: startOfProcess(pid) ?? '', host: hostname() };
  writeFileSync(path, JSON.stringify(content), { mode: 0o600 });
}

/** True when that very process still lives here; on another host (a shared volume) nobody can tell: false. */
export function isAlive({ pid, start, host }: LockHolder): boolean {
  return host === hostname() && start === startOfProcess(pid);
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** Gives `from` the name `to` as well, if that name is free: the one atomic step. */
function linkIfFree(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Moves the file of a dead holder away; gives it back if another process took the lock meanwhile. */
function discard(path: string, aside: string): void {
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const moved = readHolder(aside);
  if (moved !== undefined && isAlive(moved)) linkIfFree(aside, path);
  rmSync(aside);
}

/** Takes the lock at `path` for this process, or throws, naming the process that holds it. */
export async function takeLock(path: string): Promise<Lock> {
  const mine = `${path}.${randomUUID()}`;
  writeHolder(mine, process.pid);
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const current = readHolder(path);
      if (current !== undefined && isAlive(current)) throw heldBy(path, current.pid);
      discard(path, `${mine}.stale`);
      if (!linkIfFree(mine, path)) continue;
      await pause(25); // one who saw the dead holder just before us may have moved ours away
      if (readHolder(path)?.pid === process.pid) return { release: () => rmSync(path, { force: true }) };
    }
    throw new Error(`Could not take the lock ${path}: others keep taking it`);
  } finally {
    rmSync(mine, { force: true });
  }
}

const heldBy = (path: string, pid: number): Error =>
  new Error(`The data directory is in use by process ${pid} (${path}): stop it, or give another directory`);
