import type { WebClient } from '@slack/web-api';
import type { Config } from '../config.js';
import type { Log } from '../log.js';
import { startSchedule } from '../queue/start-schedule.js';
import type { Stores } from '../redis/open-stores.js';
import { createTestNotifier } from '../slack/test-notifier.js';
import type { Clock } from '../workflow/ports.js';
import type { TestQueue } from '../workflow/profile-tests.js';
import { tendTests } from '../workflow/tend-tests.js';
import type { Closing } from './closing.js';

/** How long a test of a profile waits for a worker: an admin is waiting for the result. */
const TEST_WAIT_MS = 10 * 60_000;

type Parts = {
  readonly config: Config;
  readonly stores: Stores;
  readonly slack: WebClient;
  readonly clock: Clock;
  readonly log: Log;
  readonly closing: Closing;
  readonly issueQueue: TestQueue;
};

/** Tells the results of tests, and ends those that nobody can finish. Every process does. */
export function startTestTending(parts: Parts): void {
  const { config, stores, slack, clock, log, closing, issueQueue } = parts;
  const { reconcileEveryMs: everyMs, leaseMs } = config.timings;
  const testNotifier = createTestNotifier(slack);
  const deps = {
    ...stores,
    testNotifier,
    testQueue: issueQueue,
    clock,
    log,
    leaseMs,
    testWaitMs: TEST_WAIT_MS,
  };
  const tests = startSchedule({ name: 'tests', everyMs, log, run: () => tendTests(deps) });
  closing.add('tests', () => tests.close());
}
