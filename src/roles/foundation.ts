import type { FetchFunction, WebClient } from '@slack/web-api';
import type { Config } from '../config.js';
import type { Log } from '../log.js';
import { createAnnounceQueue } from '../queue/announce-queue.js';
import { createIssueQueue } from '../queue/issue-queue.js';
import { startAnnounceWorker } from '../queue/start-announce-worker.js';
import { startSchedule } from '../queue/start-schedule.js';
import { connectRedis } from '../redis/connect.js';
import { openStores, type Stores } from '../redis/open-stores.js';
import { createNotifier } from '../slack/notifier.js';
import { createPacedFetch } from '../slack/paced-fetch.js';
import { createWebClient } from '../slack/web-client.js';
import { type AnnounceRequestDeps, announceRequest } from '../workflow/announce-request.js';
import type { AnnounceQueue, Clock, IssueQueue, ProfileNewsWake } from '../workflow/ports.js';
import type { TestQueue } from '../workflow/profile-tests.js';
import { recoverRequests } from '../workflow/recover-requests.js';
import { tendMadeKeys } from '../workflow/tend-made-keys.js';
import { tendProfiles } from '../workflow/tend-profiles.js';
import { touchHomes } from '../workflow/touch-homes.js';
import type { Closing } from './closing.js';
import { profileTending, profileWake } from './profile-tending.js';
import { startTestTending } from './test-tending.js';

/** What every role stands on. `config.redis.url` is given here: an embedded server has been started before. */
export type Foundation = {
  readonly config: Config;
  readonly redisUrl: string;
  readonly log: Log;
  readonly closing: Closing;
  readonly clock: Clock;
  readonly stores: Stores;
  readonly issueQueue: IssueQueue & TestQueue;
  readonly announceQueue: AnnounceQueue;
  readonly slack: WebClient;
  /** For other clients of the Web API: all share one budget. */
  readonly slackFetch: FetchFunction;
  readonly profileNews: ProfileNewsWake;
};

/** Opens the stores, the queues and the Web API client, and starts what every process does: announce and recover. */
export function openFoundation(
  options: Pick<Foundation, 'config' | 'redisUrl' | 'log' | 'closing'>,
): Foundation {
  const { config, redisUrl, log, closing } = options;
  const { workspace, timings } = config;
  const timeoutMs = timings.storeTimeoutMs;
  const connect = (purpose: 'store' | 'queue') => {
    const redis = connectRedis(redisUrl, { purpose, timeoutMs, log });
    closing.add(`redis ${purpose}`, () => redis.disconnect());
    return redis;
  };
  const stores = openStores({
    ...{ redis: connect('store'), workspace, timeoutMs },
    ...{ draftTtlMs: timings.draftTtlMs, keepOutputMs: timings.keepOutputMs },
  });
  const queueDeps = { connection: connect('queue'), workspace, timeoutMs, log };
  const issueQueue = createIssueQueue(queueDeps);
  const announceQueue = createAnnounceQueue({ ...queueDeps, retryMs: timings.announceRetryMs });
  closing.add('issue queue', () => issueQueue.close());
  closing.add('announce queue', () => announceQueue.close());
  const slackFetch = createPacedFetch({ budget: stores.callBudget, log, priority: 'first' });
  const slack = createWebClient({
    ...{ token: config.slack.botToken, apiUrl: config.slack.apiUrl },
    ...{ timeoutMs: timings.slackTimeoutMs, log, fetch: slackFetch },
  });
  const clock = { now: () => Date.now() };
  const parts = {
    config,
    redisUrl,
    log,
    closing,
    stores,
    issueQueue,
    announceQueue,
    clock,
    slack,
    slackFetch,
  };
  return { ...parts, profileNews: profileWake(parts) };
}

/** Parts per process: how many requests are announced at once. */
const ANNOUNCE_CONCURRENCY = 8;

/** Announces what changed and puts right what was left behind. Every process does; steps are compare-and-swaps. */
export function startTending(foundation: Foundation): void {
  const { config, redisUrl, log, closing, clock, stores } = foundation;
  const { workspace, timings } = config;
  const connection = connectRedis(redisUrl, { purpose: 'blocking', timeoutMs: timings.storeTimeoutMs, log });
  closing.add('redis announce', () => connection.disconnect());
  const deps = announcing(foundation);
  const homeDeps = { ...stores, clock, log, homePauseMs: timings.homePauseMs };
  const announcer = startAnnounceWorker({
    ...{ connection, workspace, log, concurrency: ANNOUNCE_CONCURRENCY },
    ...{ lockDurationMs: timings.leaseMs, closeWithinMs: timings.slackTimeoutMs },
    process: (requestId) => announceRequest(deps, requestId).finally(() => touchHomes(homeDeps, requestId)),
  });
  closing.add('announcer', () => announcer.close());
  const recovery = startSchedule({
    ...{ name: 'recovery', everyMs: timings.reconcileEveryMs, log },
    run: () =>
      recoverRequests({
        ...foundation,
        ...stores,
        ...{ keepSensitiveMs: timings.keepSensitiveMs, runGraceMs: RUN_GRACE_MS },
      }),
  });
  closing.add('recovery', () => recovery.close());
  const madeKeys = startSchedule({
    ...{ name: 'made keys', everyMs: timings.reconcileEveryMs, log },
    run: () => tendMadeKeys({ ...foundation, ...stores }),
  });
  closing.add('made keys', () => madeKeys.close());
  const profiles = startSchedule({
    ...{ name: 'profiles', everyMs: timings.reconcileEveryMs, log },
    run: () => tendProfiles(profileTending(foundation)),
  });
  closing.add('profiles', () => profiles.close());
  startTestTending(foundation);
}

/** What it takes to show requests in Slack. */
export function announcing({ config, stores, slack, log, clock }: Foundation): AnnounceRequestDeps {
  const { leaseMs, reconcileEveryMs } = config.timings;
  const notifier = createNotifier({ client: slack, admins: config.admins, progress: stores.progress });
  return { ...stores, notifier, log, clock, lockMs: leaseMs, cardReturnMs: reconcileEveryMs };
}

/** How long after its time limit a run that nobody hears of may still live. */
export const RUN_GRACE_MS = 30_000;
