import type { RunInput, Runner, RunOutcome } from '../workflow/runner.js';
import { type BoxWish, boxOf } from './box.js';
import { failedToStart } from './outcome-of.js';
import type { Interpreter } from './resolve-interpreter.js';
import type { StartRun } from './run-channel.js';
import { type Environment, runEnvironment } from './run-environment.js';
import { startRunProcess } from './run-process.js';
import { type ActiveRun, runScript } from './run-script.js';
import type { Rung } from './rung.js';
import type { PythonDeps } from './start-python.js';
import type { RunnerLog } from './warm-python.js';
import { createWarmRunner } from './warm-runner.js';

export type { RunnerLog } from './warm-python.js';

export type RunnerDeps = {
  readonly interpreter: Interpreter;
  /** The worker's environment; a run sees of it what runEnvironment lets through, and the names in passEnv. */
  readonly environment: Environment;
  readonly passEnv?: readonly string[];
  /** How far runs are kept apart; findRung tells what this machine allows. */
  readonly rung?: Rung;
  readonly box?: BoxWish;
  /** How much of the output's head is kept, and how much of its tail. */
  readonly outputBytes?: number;
  /** How long past its time limit, or past its result, a run process may take to end by itself. */
  readonly killGraceMs?: number;
  /** `warm`: forks of one long-lived Python. `fresh`: a new Python for each run, where fork is not safe. */
  readonly mode?: 'warm' | 'fresh';
  readonly preload?: readonly string[];
  readonly log?: RunnerLog;
};

/** `warmUp` makes the first run as fast as the others; `pid` is that of the warm runner, if there is one. */
export type RunnerOfWorker = Runner & { warmUp(): Promise<void>; pid(): number | undefined };

const silence = { info: () => undefined, warn: () => undefined };

/** Forking a process that has used the system's frameworks is not safe on macOS. */
const usualMode = process.platform === 'linux' ? 'warm' : 'fresh';

/** Runs scripts in Python processes (runner/*.py), each watched over by a process of its own. */
export function createRunner(deps: RunnerDeps): RunnerOfWorker {
  const log = deps.log ?? silence;
  const python = {
    executable: deps.interpreter.executable,
    rung: deps.rung ?? 1,
    box: boxOf(deps.box ?? {}, deps.environment),
    environment: runEnvironment(deps.environment, deps.passEnv ?? []),
  };
  const warm = createWarmRunner({ ...python, preload: deps.preload ?? [], log });
  const isWarm = (deps.mode ?? usualMode) === 'warm';
  const active = new Set<ActiveRun>();
  let isClosed = false;
  const settings = {
    ...{ environment: python.environment, warn: log.warn.bind(log) },
    start: isWarm ? warm.start : freshRuns(python),
    outputBytes: deps.outputBytes ?? 65_536,
    killGraceMs: deps.killGraceMs ?? 5_000,
  };

  const run = (input: RunInput): Promise<RunOutcome> => {
    if (isClosed)
      return Promise.resolve(failedToStart('the worker is closing', { text: '', leftOutBytes: 0 }));
    const started = runScript(settings, input);
    active.add(started);
    void started.ended.then(() => active.delete(started));
    return started.outcome;
  };

  const close = async (): Promise<void> => {
    isClosed = true;
    for (const { abandon } of active) abandon();
    await Promise.all([...active].map(({ ended }) => ended));
    await warm.close();
  };
  const warmUp = async (): Promise<void> => {
    if (isWarm) await warm.warmUp();
  };
  return { run, close, warmUp, pid: warm.pid };
}

const freshRuns =
  (python: PythonDeps): StartRun =>
  (frame, onAnswer) =>
    startRunProcess(python, frame, onAnswer);
