import type { ProfileTest } from '../domain/profile-test.js';
import { TEST_RUN } from '../domain/profile-test.js';
import type { RunLog } from '../domain/run-log.js';
import type { Reached } from './notifier.js';
import type { EventLog, RunLogStore, ThreadStore } from './ports.js';
import type { ProfileTestStore } from './profile-tests.js';

/** Tells the result of a test to whoever wanted it, alone. Throws when trying again can help. */
export type TestNotifier = {
  tell(test: ProfileTest, log: RunLog | null): Promise<Reached<{ readonly ts: string }>>;
};

export type TellTestDeps = {
  readonly tests: ProfileTestStore;
  readonly runLogs: Pick<RunLogStore, 'read'>;
  readonly threads: Pick<ThreadStore, 'lock'>;
  readonly testNotifier: TestNotifier;
  readonly log: EventLog;
  readonly leaseMs: number;
};

/** Tells the result of a test that has ended, once; one process at a time. Never throws: what failed is found again. */
export async function tellTest(deps: TellTestDeps, testId: string): Promise<void> {
  try {
    const lock = await deps.threads.lock(`test-${testId}`, deps.leaseMs);
    if (!lock) return;
    try {
      await tellOnce(deps, testId);
    } finally {
      await lock.release();
    }
  } catch (err) {
    deps.log.warn({ testId, err }, 'result of a test not told yet');
  }
}

async function tellOnce(deps: TellTestDeps, testId: string): Promise<void> {
  const test = await deps.tests.read(testId);
  if (test?.state.kind !== 'ended' || test.state.told) return;
  const { at } = test.state;
  const log = await deps.runLogs.read(testId, TEST_RUN);
  const told = await deps.testNotifier.tell(test, log);
  if (!told.ok) deps.log.warn({ testId, why: told.why }, 'result of a test cannot be told');
  await deps.tests.update(testId, (current) => {
    const { state } = current;
    // A late result that came meanwhile is told next.
    if (state.kind !== 'ended' || state.at !== at) return { refusal: 'moved on' };
    return { next: { ...current, state: { ...state, told: true } }, audit: null };
  });
}
