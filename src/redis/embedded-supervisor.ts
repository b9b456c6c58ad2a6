import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../log.js';
import type { RedisProcess } from './embedded-process.js';

export type SupervisorOptions = {
  readonly launch: (signal: AbortSignal) => Promise<RedisProcess>;
  readonly log: Log;
  readonly onDown: (reason: string) => void;
  readonly onUp: () => void;
  /** The pause before the first restart; it doubles up to 10 s until a process stays up for half a minute. */
  readonly firstPauseMs: number;
};

const longestPauseMs = 10_000;
const steadyAfterMs = 30_000;

/** Launches once, throwing if that fails; from then on restarts what ends by itself, until `close`. */
export async function supervise(
  options: SupervisorOptions,
): Promise<{ readonly close: () => Promise<void> }> {
  const closing = new AbortController();
  const first = await options.launch(closing.signal);
  const watching = keepUp(first, options, closing.signal);
  const close = async () => {
    closing.abort();
    await watching;
  };
  return { close };
}

async function keepUp(first: RedisProcess, options: SupervisorOptions, closing: AbortSignal): Promise<void> {
  const { log, onDown, onUp, firstPauseMs } = options;
  let current: RedisProcess | undefined = first;
  let pauses = growingPauses(firstPauseMs);
  while (current !== undefined) {
    const since = performance.now();
    const reason = await current.ended;
    if (closing.aborted) return;
    log.error({ reason }, 'redis ended by itself');
    onDown(reason);
    if (performance.now() - since > steadyAfterMs) pauses = growingPauses(firstPauseMs);
    current = await relaunch(options, pauses, closing);
    if (current === undefined || closing.aborted) continue;
    log.warn('redis is back');
    onUp();
  }
}

function* growingPauses(firstMs: number): Generator<number, never> {
  for (let ms = firstMs; ; ms = Math.min(ms * 2, longestPauseMs)) yield ms;
}

/** Tries until it is up again; undefined when that is no longer wanted. */
async function relaunch(
  { launch, log }: SupervisorOptions,
  pauses: Generator<number, never>,
  closing: AbortSignal,
): Promise<RedisProcess | undefined> {
  while (!closing.aborted) {
    try {
      await pause(pauses.next().value, undefined, { signal: closing });
      return await launch(closing);
    } catch (err) {
      if (!closing.aborted) log.error({ err }, 'redis did not come back');
    }
  }
  return undefined;
}
