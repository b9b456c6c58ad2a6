import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { rungNames } from '../python/rung.js';
import { startIssueWorker } from '../queue/start-issue-worker.js';
import { connectRedis } from '../redis/connect.js';
import type { KeyRing } from '../redis/key-ring.js';
import { createOpener, createStateBox } from '../redis/secret-box.js';
import { createTestNotifier } from '../slack/test-notifier.js';
import { issueCertificate } from '../workflow/issue-certificate.js';
import { runTest } from '../workflow/run-test.js';
import { announceWorker } from './announce-worker.js';
import type { Foundation } from './foundation.js';
import { openRunner } from './open-runner.js';
import { progressReporting } from './progress-reporting.js';

/** How long the results of runs that were cut off may take to be stored. */
const SETTLE_WITHIN_MS = 5_000;

/**
 * The worker: takes approved requests, opens their values, runs scripts, stores what came back. Gives in words how
 * far the runs are kept apart. Throws when that is less than was asked for.
 */
export async function startWorker(
  foundation: Foundation,
  ring: KeyRing,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<{ readonly isolation: string }> {
  const { config, redisUrl, log, closing, stores } = foundation;
  const { workspace, timings } = config;
  const { runner, rung, python } = await openRunner(config, environment, log);
  closing.add('runner', () => runner.close());
  const connection = connectRedis(redisUrl, { purpose: 'blocking', timeoutMs: timings.storeTimeoutMs, log });
  closing.add('redis issue', () => connection.disconnect());
  const worker = `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`;
  const deps = {
    ...{
      ...foundation,
      ...stores,
      runner,
      worker,
      opener: createOpener(ring),
      stateBox: createStateBox(ring),
      reporter: progressReporting(foundation),
      testNotifier: createTestNotifier(foundation.slack),
    },
    ...{ leaseMs: timings.leaseMs, leaseRenewMs: timings.leaseRenewMs },
  };
  announceWorker(foundation, {
    ...{ name: worker, rung, isolation: rungNames[rung], python },
    ...{ mode: config.runner.mode, concurrency: config.worker.concurrency },
  });
  const running = new Set<Promise<void>>();
  const issuer = startIssueWorker({
    ...{ connection, workspace, log, concurrency: config.worker.concurrency },
    ...{ lockDurationMs: timings.leaseMs, closeWithinMs: timings.stopWithinMs },
    async process(requestId, run) {
      const issuing = issueCertificate(deps, requestId, run);
      running.add(issuing);
      await issuing.finally(() => running.delete(issuing));
    },
    async test(testId) {
      const testing = runTest(deps, testId);
      running.add(testing);
      await testing.finally(() => running.delete(testing));
    },
  });
  closing.add('issuer', async () => {
    await issuer.close();
    await runner.close();
    await Promise.race([
      Promise.allSettled(running),
      new Promise((done) => setTimeout(done, SETTLE_WITHIN_MS)),
    ]);
  });
  await runner.warmUp();
  await issuer.ready();
  log.info({ worker, python, rung, isolation: rungNames[rung] }, 'worker started');
  return { isolation: `${rung} (${rungNames[rung]})` };
}
