import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute } from 'node:path';
import type { Environment } from './run-environment.js';

export type Limits = {
  /** Of the address space of each process. */
  readonly memoryBytes: number;
  /** Of processor time of each process. */
  readonly cpuSeconds: number;
  /** Of all files of a run. */
  readonly diskBytes: number;
  readonly openFiles: number;
  readonly processes: number;
  /** On rung 1 and 2 the system counts the processes of a user, the worker's own among them. */
  readonly processesOfUser: number;
};

/** What a run may have and see besides the system's programs and its own directory. Paths are absolute. */
export type Box = {
  readonly base: string;
  readonly hidden: readonly string[];
  readonly readable: readonly string[];
  readonly writable: readonly string[];
  readonly limits: Limits;
};

const usualLimits: Limits = {
  memoryBytes: 1 << 30,
  cpuSeconds: 300,
  diskBytes: 64 << 20,
  openFiles: 256,
  processes: 64,
  processesOfUser: 2048,
};

export type BoxWish = Partial<Omit<Box, 'limits'>> & { readonly limits?: Partial<Limits> };

/** The box of a worker: what is not given is nothing, or the usual limit. */
export function boxOf(given: BoxWish, environment: Environment): Box {
  const nothing = { base: privateBase(environment), hidden: [], readable: [], writable: [] };
  return { ...nothing, ...given, limits: { ...usualLimits, ...given.limits } };
}

/**
 * Where the directories of runs and the runner's socket are: in memory, and apart from /tmp, which scripts
 * share below rung 3. What TMPDIR says comes first.
 */
function privateBase({ TMPDIR }: Environment): string {
  const inMemory = '/dev/shm';
  if (TMPDIR !== undefined && isAbsolute(TMPDIR)) return TMPDIR;
  if (process.platform !== 'linux') return tmpdir();
  try {
    accessSync(inMemory, constants.W_OK);
    return inMemory;
  } catch {
    return tmpdir();
  }
}

/** The box in the words of runner/box.py. */
export function boxSettings({ base, hidden, readable, writable, limits }: Box): string {
  return JSON.stringify({
    ...{ base, hidden, readable, writable },
    memory_bytes: limits.memoryBytes,
    cpu_seconds: limits.cpuSeconds,
    disk_bytes: limits.diskBytes,
    open_files: limits.openFiles,
    processes: limits.processes,
    processes_of_user: limits.processesOfUser,
  });
}
