import type { RunInput, Runner, RunOutcome } from '../workflow/runner.js';
import { failedToStart } from './outcome-of.js';
import type { Interpreter } from './resolve-interpreter.js';
import { type Environment, runEnvironment } from './run-environment.js';
import { type ActiveRun, runScript } from './run-script.js';

export type RunnerDeps = {
  readonly interpreter: Interpreter;
  /** The worker's environment; a run sees of it what runEnvironment lets through, and the names in passEnv. */
  readonly environment: Environment;
  readonly passEnv?: readonly string[];
  /** How much of the output's head is kept, and how much of its tail. */
  readonly outputBytes?: number;
  /** How long past its time limit, or past its result, a run process may take to end by itself. */
  readonly killGraceMs?: number;
  readonly log?: { warn(fields: object, message: string): void };
};

/** Runs each script in a Python process of its own (runner/run.py), which watches over it. */
export function createRunner(deps: RunnerDeps): Runner {
  const active = new Set<ActiveRun>();
  let isClosed = false;
  const settings = {
    executable: deps.interpreter.executable,
    environment: runEnvironment(deps.environment, deps.passEnv ?? []),
    outputBytes: deps.outputBytes ?? 65_536,
    killGraceMs: deps.killGraceMs ?? 5_000,
    warn: (fields: object, message: string): void => deps.log?.warn(fields, message),
  };

  const run = (input: RunInput): Promise<RunOutcome> => {
    if (isClosed)
      return Promise.resolve(failedToStart('the worker is closing', { text: '', leftOutBytes: 0 }));
    const started = runScript(settings, input);
    active.add(started);
    return started.outcome.finally(() => active.delete(started));
  };

  const close = async (): Promise<void> => {
    isClosed = true;
    for (const { abandon } of active) abandon();
    await Promise.all([...active].map(({ outcome }) => outcome));
  };

  return { run, close };
}
