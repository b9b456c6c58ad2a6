import { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { PythonShell } from 'python-shell';
import { type Answer, createFrameReader, encodeFrame, type RunFrame } from './protocol.js';

const runnerFolder = fileURLToPath(new URL('../../runner/', import.meta.url));
const channelDescriptor = 3;
const maxWordsBytes = 4096;
const drainMs = 1_000;

type Heard = { words: string; fault: string; hasAnswered: boolean };

/** How a run process went: `isHarmless` if it cannot have started a script. */
export type RunProcessEnd = { readonly reason: string; readonly isHarmless: boolean };

/** A run process. Closing its channel makes it end everything of the run; `kill` ends only itself. */
export type RunProcess = {
  readonly ended: Promise<RunProcessEnd>;
  closeChannel(): void;
  kill(): void;
};

/**
 * Starts runner/run.py and hands it the run. Of python-shell nothing but the start is used: values, output and
 * result go over a descriptor of their own. Never throws; what goes wrong is in `ended`.
 */
export function startRunProcess(deps: {
  readonly executable: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly frame: RunFrame;
  readonly onAnswer: (answer: Answer) => void;
}): RunProcess {
  const start = (): PythonShell =>
    new PythonShell('run.py', {
      mode: 'binary',
      pythonPath: deps.executable,
      scriptPath: runnerFolder,
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      env: deps.environment,
      cwd: '/',
      // Of its own session, so that Ctrl-C in the worker's terminal reaches the worker only.
      detached: true,
    });
  try {
    return watchRunProcess(start(), deps.frame, deps.onAnswer);
  } catch (error) {
    const ended = Promise.resolve({ reason: couldNotStart(error), isHarmless: true });
    return { ended, closeChannel: () => undefined, kill: () => undefined };
  }
}

function watchRunProcess(
  shell: PythonShell,
  frame: RunFrame,
  onAnswer: (answer: Answer) => void,
): RunProcess {
  const child = shell.childProcess;
  const channel = child.stdio?.[channelDescriptor];
  if (!(channel instanceof Duplex)) throw new Error('no channel');
  const read = createFrameReader();
  const heard: Heard = { words: '', fault: '', hasAnswered: false };

  shell.stderr.on('data', (chunk) => {
    heard.words = (heard.words + String(chunk)).slice(-maxWordsBytes);
  });
  channel.on('data', (chunk: Buffer) => {
    try {
      const answers = read(chunk);
      heard.hasAnswered ||= answers.length > 0;
      answers.forEach(onAnswer);
    } catch (error) {
      heard.fault = `the run process answered what it should not: ${error instanceof Error ? error.name : 'fault'}`;
      channel.destroy();
    }
  });
  // A run process that died resets the connection; its end is what tells.
  channel.on('error', () => undefined);
  channel.write(encodeFrame(frame));
  const ended = waitForEnd(shell, heard);
  return { ended, closeChannel: () => channel.destroy(), kill: () => void child.kill('SIGKILL') };
}

function waitForEnd(shell: PythonShell, heard: Heard): Promise<RunProcessEnd> {
  const child = shell.childProcess;
  return new Promise((resolve) => {
    shell.on('error', (error) => resolve({ reason: couldNotStart(error), isHarmless: true }));
    child.once('exit', (code, signal) => {
      // What it wrote is still on its way; but nobody else's copy of a descriptor is waited for.
      const patience = setTimeout(() => resolve(endOf(heard, code, signal)), drainMs);
      child.once('close', () => {
        clearTimeout(patience);
        resolve(endOf(heard, code, signal));
      });
    });
  });
}

function endOf(heard: Heard, code: number | null, signal: string | null): RunProcessEnd {
  const lastWords = heard.words.trim().split('\n').at(-1) ?? '';
  const end = `the run process ended ${signal === null ? `with code ${code}` : `by ${signal}`}`;
  const reason = heard.fault || (lastWords === '' ? end : `${end}: ${lastWords}`);
  return { reason, isHarmless: signal === null && !heard.hasAnswered };
}

function couldNotStart(error: unknown): string {
  return `the run process could not be started: ${error instanceof Error ? error.message : String(error)}`;
}
