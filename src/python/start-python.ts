import { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { PythonShell } from 'python-shell';
import { type Box, boxSettings } from './box.js';
import type { Rung } from './rung.js';

const runnerFolder = fileURLToPath(new URL('../../runner/', import.meta.url));
const channelDescriptor = 3;
const maxWordsBytes = 4096;
const drainMs = 1_000;

export type PythonDeps = {
  readonly executable: string;
  readonly rung: Rung;
  readonly box: Box;
  readonly environment: Readonly<Record<string, string>>;
};

export type PythonEnd = {
  readonly code: number | null;
  readonly signal: string | null;
  readonly words: string;
};

/** A Python process of ours. `ended` never rejects; `pid` is undefined when there is no process. */
export type Python = {
  readonly pid: number | undefined;
  readonly channel: Duplex;
  readonly ended: Promise<PythonEnd>;
  kill(): void;
};

/**
 * Starts runner/run.py. Of python-shell nothing but the start is used: values, output and results go over a
 * descriptor of their own. Throws when it cannot be started at once; see `ended` for what comes later.
 */
export function startPython(
  { executable, environment, rung, box }: PythonDeps,
  what: 'one' | 'serve',
  args: readonly string[],
): Python {
  const shell = new PythonShell('run.py', {
    mode: 'binary',
    pythonPath: executable,
    scriptPath: runnerFolder,
    args: [what, String(rung), boxSettings(box), ...args],
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    env: environment,
    cwd: '/',
    // Of its own session, so that Ctrl-C in the worker's terminal reaches the worker only.
    detached: true,
  });
  const child = shell.childProcess;
  const channel = child.stdio?.[channelDescriptor];
  if (!(channel instanceof Duplex)) throw new Error('no channel');
  return { pid: child.pid, channel, ended: waitForEnd(shell), kill: () => void child.kill('SIGKILL') };
}

function waitForEnd(shell: PythonShell): Promise<PythonEnd> {
  const child = shell.childProcess;
  let words = '';
  shell.stderr.on('data', (chunk) => {
    words = (words + String(chunk)).slice(-maxWordsBytes);
  });
  return new Promise((resolve) => {
    shell.on('error', (error) => resolve({ code: null, signal: null, words: error.message }));
    child.once('exit', (code, signal) => {
      // What it wrote is still on its way; but nobody else's copy of a descriptor is waited for.
      const patience = setTimeout(() => resolve({ code, signal, words }), drainMs);
      child.once('close', () => {
        clearTimeout(patience);
        resolve({ code, signal, words });
      });
    });
  });
}

/** An end in words, for admins: how `who` ended, and the last that it said. */
export function endInWords(who: string, { code, signal, words }: PythonEnd): string {
  const lastWords = words.trim().split('\n').at(-1) ?? '';
  if (code === null && signal === null) return `${who} could not be started: ${lastWords}`;
  const end = `${who} ended ${signal === null ? `with code ${code}` : `by ${signal}`}`;
  return lastWords === '' ? end : `${end}: ${lastWords}`;
}
