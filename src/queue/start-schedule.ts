import type { EventLog } from '../workflow/ports.js';

export type ScheduleDeps = {
  readonly name: string;
  readonly everyMs: number;
  readonly log: EventLog;
  run(): Promise<void>;
};

/**
 * Calls `run` at once and then `everyMs` after each call has ended, so that it never overlaps itself. One that
 * fails is logged and tried at its next time. `close` waits for the call that is under way.
 */
export function startSchedule({ name, everyMs, log, run }: ScheduleDeps): { close(): Promise<void> } {
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  const tick = async (): Promise<void> => {
    try {
      await run();
    } catch (err) {
      log.error({ schedule: name, err }, 'scheduled work failed');
    }
    if (!isClosed) {
      timer = setTimeout(() => {
        current = tick();
      }, everyMs);
    }
  };
  let current = tick();
  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await current;
    },
  };
}
