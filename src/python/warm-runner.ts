import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, RunFrame } from './protocol.js';
import { type RunProcess, type RunProcessEnd, type StartRun, speakOver } from './run-channel.js';
import { startRunProcess } from './run-process.js';
import { endInWords } from './start-python.js';
import { startWarmPython, type WarmPython, type WarmPythonDeps } from './warm-python.js';

/** Keeps a warm runner. `warmUp` starts it before the first run needs it; `close` ends it and all its runs. */
export type WarmRunner = {
  readonly start: StartRun;
  readonly pid: () => number | undefined;
  warmUp(): Promise<void>;
  close(): Promise<void>;
};

/** How long a runner that did not get ready is not tried again; until then each run has a fresh process. */
const coolDownMs = 10_000;
const maxTries = 2;
/** The end of a run and that of its runner come over different channels. */
const sameMomentMs = 100;

/**
 * One long-lived Python (runner/serve.py) that forks for each run. When it dies its runs end without a result
 * and a new one starts at once; a run of which nothing was executed yet goes to the new one, unnoticed.
 */
export function createWarmRunner(deps: WarmPythonDeps): WarmRunner {
  let current: WarmPython | undefined;
  let coldUntil = 0;
  let isClosed = false;

  const warmPython = async (): Promise<WarmPython | undefined> => {
    if (isClosed || performance.now() < coldUntil) return undefined;
    current ??= begin();
    const isReady = await current.isReady;
    return isReady ? current : undefined;
  };
  const begin = (): WarmPython => {
    const started = startWarmPython(deps);
    void started.ended.then(async (end) => {
      if (current === started) current = undefined;
      if (isClosed) return;
      const wasReady = await started.isReady;
      deps.log.warn({ reason: endInWords('the runner', end) }, 'the runner ended');
      if (!wasReady) coldUntil = performance.now() + coolDownMs;
      await warmPython();
    });
    return started;
  };

  const start: StartRun = (frame, onAnswer) => {
    let attempt: RunProcess | undefined;
    let isOver = false;
    const run = async (triesLeft: number): Promise<RunProcessEnd> => {
      const python = await warmPython();
      if (isOver) return { reason: 'the run was ended before it began', isHarmless: true };
      attempt = python ? runIn(python, frame, onAnswer) : startRunProcess(deps, frame, onAnswer);
      const end = await attempt.ended;
      return python && end.isHarmless && !isOver && triesLeft > 1 ? run(triesLeft - 1) : end;
    };
    const end = (how: 'closeChannel' | 'kill') => (): void => {
      isOver = true;
      attempt?.[how]();
    };
    return { ended: run(maxTries), closeChannel: end('closeChannel'), kill: end('kill') };
  };

  const close = async (): Promise<void> => {
    isClosed = true;
    await current?.close();
  };
  return { start, pid: () => current?.pid, warmUp: async () => void (await warmPython()), close };
}

/** One run over one connection, which is the run's own: the runner never reads from it. */
function runIn(python: WarmPython, frame: RunFrame, onAnswer: (answer: Answer) => void): RunProcess {
  let supervisor: number | undefined;
  let hasResult = false;
  const connection = python.connections.take();
  const heard = speakOver(connection, frame, (answer) => {
    if (answer.type === 'started') supervisor = answer.supervisor;
    hasResult ||= answer.type === 'result';
    onAnswer(answer);
  });
  const ended = new Promise((resolve) => connection.once('close', resolve)).then(async () => {
    if (hasResult) return { reason: heard.fault, isHarmless: false };
    const died = await Promise.race([python.ended, sleep(heard.fault ? 0 : sameMomentMs)]);
    const reason = died ? endInWords('the runner', died) : 'the run process ended without a result';
    return { reason: heard.fault || reason, isHarmless: !heard.hasAnswered };
  });
  const kill = (): void => {
    try {
      if (supervisor !== undefined) process.kill(supervisor, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
    connection.destroy();
  };
  // Half a close: the run ends when it sees it, and we see that it has ended by its half.
  return { ended, closeChannel: () => connection.end(), kill };
}
