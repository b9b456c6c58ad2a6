import { setTimeout as wait } from 'node:timers/promises';

/** The sandbox's time: real, with every limit and deadline of Slack's `timeScale` times shorter. */
export interface Clock {
  now(): number;
  /** How long Slack's `milliseconds` take here. */
  span(milliseconds: number): number;
  sleep(milliseconds: number): Promise<void>;
}

/** A clock that runs on `now`; a scale under 1 would be slower than Slack and is refused. */
export function makeClock(options: { now: () => number; timeScale: number }): Clock {
  if (!(options.timeScale >= 1)) throw new Error('timeScale must be 1 or more: Slack is never slower');
  return {
    now: options.now,
    span: (milliseconds) => milliseconds / options.timeScale,
    sleep: (milliseconds) => wait(milliseconds),
  };
}
