import { rm } from 'node:fs/promises';
import { mostStateBytes } from '../domain/profile-state.js';
import type { LeftState, RunInput, RunOutcome } from '../workflow/runner.js';
import { failedToStart, outcomeOf } from './outcome-of.js';
import type { Answer, ResultFrame, RunFrame } from './protocol.js';
import type { RunProcessEnd, StartRun } from './run-channel.js';
import { collectRunOutput, type Said } from './run-output.js';

type Script = { readonly pid: number | null; readonly directory: string };
type Ending = 'by-itself' | 'killed' | 'abandoned';

/** A run under way; `abandon` ends it, and everything it started, as `lost`. `ended`: its process is gone too. */
export type ActiveRun = {
  readonly outcome: Promise<RunOutcome>;
  readonly ended: Promise<unknown>;
  abandon(): void;
};

export type RunSettings = {
  readonly start: StartRun;
  readonly environment: Readonly<Record<string, string>>;
  readonly outputBytes: number;
  readonly killGraceMs: number;
  warn(fields: object, message: string): void;
};

/**
 * Runs one script to its outcome. The run process keeps the time limit itself; a second clock here, later by
 * the grace, is for one that no longer answers, and for one that does not end after its result.
 */
export function runScript(settings: RunSettings, input: RunInput): ActiveRun {
  const collected = collectRunOutput();
  const result = createLatch<ResultFrame>();
  let script: Script | undefined;
  let state: LeftState | undefined;
  let ending: Ending = 'by-itself';

  const onAnswer = (answer: Answer): void => {
    if (answer.type === 'started') script = { pid: answer.pid, directory: answer.directory };
    if (answer.type === 'state') state = { archive: answer.archive, note: answer.note };
    passOn(settings, input, collected.take(answer));
    if (answer.type !== 'result') return;
    result.open(answer);
    clocks.endSoon();
  };
  const runProcess = settings.start(runFrame(input, settings), onAnswer);
  const clocks = startClocks(input.timeLimitMs, settings.killGraceMs, () => {
    if (ending === 'by-itself') ending = 'killed';
    runProcess.kill();
  });

  // By its result a run has cleared up after itself; one that does not end then is killed all the same.
  const ended = runProcess.ended.then(async (end) => {
    clocks.stop();
    if (script !== undefined && (!result.isOpen() || ending !== 'by-itself')) await clearUp(script);
    return end;
  });
  const withoutResult = async (end: RunProcessEnd): Promise<RunOutcome> => {
    const output = collected.output();
    settings.warn({ runId: input.runId, reason: end.reason, ending }, 'a run process ended without a result');
    if (ending === 'abandoned')
      return { kind: 'lost', reason: 'the worker closed while the script ran', output };
    if (ending === 'killed') return { kind: 'timed-out', afterMs: input.timeLimitMs, output };
    return end.isHarmless ? failedToStart(end.reason, output) : { kind: 'lost', reason: end.reason, output };
  };
  const abandon = (): void => {
    ending = 'abandoned';
    runProcess.closeChannel();
    clocks.endSoon();
  };
  const first: Promise<ResultFrame | RunProcessEnd> = Promise.race([result.opened, ended]);
  const outcome = first.then((found) =>
    'type' in found ? outcomeOf(found, collected.output(), state) : withoutResult(found),
  );
  return { outcome, ended: Promise.all([ended, outcome]), abandon };
}

/** A value that comes once. */
function createLatch<Value>() {
  let isOpen = false;
  let release: (value: Value) => void = () => undefined;
  const opened = new Promise<Value>((resolve) => {
    release = resolve;
  });
  const open = (value: Value): void => {
    isOpen = true;
    release(value);
  };
  return { open, opened, isOpen: () => isOpen };
}

function startClocks(limitMs: number, graceMs: number, kill: () => void) {
  const clocks = [setTimeout(kill, limitMs + graceMs)];
  return {
    endSoon: (): unknown => clocks.push(setTimeout(kill, graceMs)),
    stop: (): void => clocks.forEach(clearTimeout),
  };
}

function passOn({ warn }: RunSettings, { runId, onOutput, onProgress }: RunInput, said: Said): void {
  try {
    if (said.output) onOutput?.(said.output);
    if (said.progress) onProgress?.(said.progress);
  } catch (error) {
    warn({ runId, error }, 'a listener to the output of a run failed');
  }
}

function runFrame(input: RunInput, { environment, outputBytes }: RunSettings): RunFrame {
  return {
    type: 'run',
    protocol: 1,
    files: input.script.files,
    csr: input.csr,
    common_name: input.commonName,
    args: input.args,
    env: Object.keys(environment),
    limits: { wall_seconds: input.timeLimitMs / 1000, output_bytes: outputBytes },
    state: input.state === undefined ? null : { archive: input.state, most_bytes: mostStateBytes },
  };
}

/** What a run process does itself unless it is killed. On rung 3 and 4 nothing of a run outlives it. */
async function clearUp(script: Script): Promise<void> {
  if (script.pid === null) return;
  try {
    process.kill(-script.pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
  await rm(script.directory, { recursive: true, force: true }).catch(() => undefined);
}
