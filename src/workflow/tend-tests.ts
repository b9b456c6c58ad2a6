import { endTest, type ProfileTest, type TestResult } from '../domain/profile-test.js';
import type { Clock } from './ports.js';
import type { TestQueue } from './profile-tests.js';
import { auditTest } from './start-test.js';
import { type TellTestDeps, tellTest } from './tell-test.js';

export type TendTestsDeps = TellTestDeps & {
  readonly testQueue: TestQueue;
  readonly clock: Clock;
  /** How long a test waits for a worker, ms. */
  readonly testWaitMs: number;
};

const BATCH = 100;

/**
 * Puts right what a dead process left behind: tests that wait are queued again, those that no worker took in time and
 * those whose lease ended are over (nobody runs them again), and every result is told. Any number may do it at once.
 */
export async function tendTests(deps: TendTestsDeps): Promise<void> {
  for (const id of await deps.tests.due(deps.clock.now(), BATCH)) {
    await tendTest(deps, id).catch((err: unknown) => {
      deps.log.warn({ testId: id, err }, 'test not tended yet');
    });
  }
}

async function tendTest(deps: TendTestsDeps, id: string): Promise<void> {
  const test = await deps.tests.read(id);
  if (!test) return;
  const result = overBy(test, deps);
  if (result) await end(deps, test, result);
  else if (test.state.kind === 'waiting') return deps.testQueue.addTest(id);
  await tellTest(deps, id);
}

/** What a test has come to by itself; null: nothing yet. */
function overBy(test: ProfileTest, { clock, testWaitMs }: TendTestsDeps): TestResult | null {
  const now = clock.now();
  if (test.state.kind === 'waiting' && now >= test.createdAt + testWaitMs)
    return { kind: 'not-run', why: 'no-worker' };
  return test.state.kind === 'running' && now >= test.state.leaseEnds
    ? { kind: 'unknown', why: 'lease-ended' }
    : null;
}

async function end(deps: TendTestsDeps, { id }: ProfileTest, result: TestResult): Promise<void> {
  const now = deps.clock.now();
  await deps.tests.update(id, (test) => {
    // Another process may have been faster, or the worker is there again.
    const next = overBy(test, deps) ? endTest(test, { worker: null, now, result }) : null;
    if (!next) return { refusal: 'not over' };
    const facts = { result: result.kind, why: 'why' in result ? result.why : null };
    return { next, audit: auditTest(next, 'profile.test-ended', { system: 'tend-tests' }, now, facts) };
  });
}
