import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Connections, createConnections } from './connections.js';
import { createFrameReader, readySchema } from './protocol.js';
import { type Python, type PythonDeps, type PythonEnd, startPython } from './start-python.js';

export type WarmPythonDeps = PythonDeps & {
  /** Modules to import beforehand besides the standard library's; those that are missing are logged. */
  readonly preload: readonly string[];
  readonly log: RunnerLog;
};

export type RunnerLog = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
};

/** A runner process: once `isReady` resolves to true it forks for each connection. */
export type WarmPython = {
  readonly pid: number | undefined;
  readonly connections: Connections;
  readonly isReady: Promise<boolean>;
  readonly ended: Promise<PythonEnd>;
  close(): Promise<void>;
};

const readyWithinMs = 30_000;
const endWithinMs = 5_000;
/** What fits into sockaddr_un on every system (unix(7), 104 bytes on BSD). */
const maxSocketPath = 100;

/** Starts a runner process. Never throws: one that could not be started is not ready and has ended. */
export function startWarmPython(deps: WarmPythonDeps): WarmPython {
  const socket = newSocketPath(deps.box.base);
  const connections = createConnections(socket);
  const clearUp = (): void => {
    connections.close();
    rmSync(dirname(socket), { recursive: true, force: true });
  };
  try {
    const python = startPython(deps, 'serve', [socket, ...deps.preload]);
    const ended = python.ended.finally(clearUp);
    const isReady = readiness(python, deps);
    void isReady.then((is) => is && connections.makeOneReady());
    return { pid: python.pid, connections, ended, isReady, close: () => closePython(python) };
  } catch (error) {
    clearUp();
    const words = error instanceof Error ? error.message : String(error);
    const ended = Promise.resolve({ code: null, signal: null, words });
    const isReady = Promise.resolve(false);
    return { pid: undefined, connections, ended, isReady, close: async () => undefined };
  }
}

/** In a directory that only this user may enter. */
function newSocketPath(base: string): string {
  const fitting = base.length + 40 < maxSocketPath ? base : '/tmp';
  return join(mkdtempSync(join(fitting, 'countersign-runner-')), 'socket');
}

function readiness(python: Python, { log }: WarmPythonDeps): Promise<boolean> {
  const read = createFrameReader(readySchema);
  return new Promise((resolve) => {
    const patience = setTimeout(() => resolve(giveUp('it did not get ready in time')), readyWithinMs);
    const giveUp = (reason: string): boolean => {
      log.warn({ reason }, 'the runner is not ready');
      python.kill();
      return false;
    };
    const settle = (isReady: boolean): void => {
      clearTimeout(patience);
      resolve(isReady);
    };
    const hear = (chunk: Buffer): boolean | undefined => {
      const [frame] = read(chunk);
      if (frame === undefined) return undefined;
      log.info({ pid: python.pid, notPreloaded: frame.not_preloaded }, 'the runner is ready');
      return true;
    };
    python.channel.on('error', () => undefined);
    python.channel.on('data', (chunk: Buffer) => {
      try {
        const isReady = hear(chunk);
        if (isReady !== undefined) settle(isReady);
      } catch {
        settle(giveUp('it said something else'));
      }
    });
    void python.ended.then(() => settle(false));
  });
}

/** The end of its channel ends the runner, and that every run in it. */
async function closePython(python: Python): Promise<void> {
  python.channel.destroy();
  const patience = setTimeout(python.kill, endWithinMs);
  await python.ended;
  clearTimeout(patience);
}
