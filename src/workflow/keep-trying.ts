import { setTimeout as sleep } from 'node:timers/promises';
import { errorCodeOf } from '../errors.js';
import type { EventLog } from './ports.js';

const MAX_TRIES = 600;

/**
 * Repeats a step while the store is away, once a second for at most ten minutes: what the CA issued is in this
 * process's memory only until the step wins. Any other failure is thrown at once.
 */
export async function keepTrying<T>(
  deps: { readonly log: EventLog },
  about: object,
  step: () => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await step();
    } catch (err) {
      if (errorCodeOf(err) !== 'store-unavailable' || tries >= MAX_TRIES) throw err;
      deps.log.error({ ...about, tries, err }, 'the result of a run waits for the store');
      await sleep(1000);
    }
  }
}
