import { X509Certificate } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Profile } from '../../src/domain/profile.js';
import type { Request } from '../../src/domain/request.js';
import type { Vote } from '../../src/domain/vote.js';
import { castVote } from '../../src/workflow/cast-vote.js';
import { issueCertificate } from '../../src/workflow/issue-certificate.js';
import { recoverRequests } from '../../src/workflow/recover-requests.js';
import { retryRequest } from '../../src/workflow/retry-request.js';
import { settleUnknown } from '../../src/workflow/settle-unknown.js';
import { ben } from '../builders/profile.js';
import { aRedis, type TestRedis } from '../builders/redis.js';
import {
  abe,
  amy,
  aStoredProfile,
  aStoredRequest,
  aWorkflowBench,
  certificates,
  eli,
  lost,
  type Person,
  raised,
  returned,
  timedOut,
  type WorkflowBench,
} from '../builders/workflow-bench.js';
import { aStorePair, type StorePair } from '../redis/store-pair.js';

/** What an admin finds at the CA: none that a run brings. */
const ATTACHED = certificates[4] ?? '';

type Process = 'one' | 'two';
type Act =
  | { readonly act: 'vote'; readonly by: Person; readonly decision: Vote['decision'] }
  | { readonly act: 'work' | 'recover' | 'attach' | 'mark-failed' }
  | { readonly act: 'retry'; readonly by: Person }
  | { readonly act: 'end'; readonly how: 'returned' | 'raised' | 'lost' | 'timed-out' }
  | { readonly act: 'wait'; readonly ms: number };
type Step = readonly { readonly on: Process; readonly what: Act }[];

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('vote' as const),
      by: fc.constantFrom(amy, abe, abe, eli),
      decision: fc.constantFrom('approve' as const, 'approve' as const, 'approve' as const, 'deny' as const),
    }),
  },
  { weight: 6, arbitrary: fc.constant({ act: 'work' } as const) },
  { weight: 2, arbitrary: fc.record({ act: fc.constantFrom('recover' as const, 'attach' as const) }) },
  { weight: 1, arbitrary: fc.constant({ act: 'mark-failed' } as const) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('retry' as const), by: fc.constantFrom(ben, amy) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('end' as const),
      how: fc.constantFrom('returned' as const, 'raised' as const, 'lost' as const, 'timed-out' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('wait' as const),
      ms: fc.constantFrom(1, 31_000, 31_000, 70_000, 3_700_000),
    }),
  },
);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.array(fc.record({ on: fc.constantFrom<Process>('one', 'two'), what: act }), {
    minLength: 1,
    maxLength: 3,
  }),
  { minLength: 4, maxLength: 14 },
);

/** Both approvers at once. */
const approved: readonly Step[] = [
  [amy, abe].map((by) => ({ on: 'one', what: { act: 'vote', by, decision: 'approve' } })),
];

/** A run that nobody heard of for longer than its lease. */
const doubtful: readonly Step[] = [
  ...approved,
  [{ on: 'one', what: { act: 'work' } }],
  [{ on: 'one', what: { act: 'wait', ms: 31_000 } }],
  [{ on: 'two', what: { act: 'recover' } }],
];

/** One request, what happened to it, and the workers that are at it. */
type Story = {
  readonly bench: WorkflowBench;
  readonly id: string;
  readonly brought: string[];
  readonly working: Promise<void>[];
  retries: number;
};

async function readOf({ bench, id }: Story): Promise<Request> {
  const request = await bench.one.requests.read(id);
  if (!request) throw new Error('the request is gone');
  return request;
}

async function happen(story: Story, on: Process, what: Act): Promise<void> {
  const { bench, id } = story;
  const deps = bench[on];
  switch (what.act) {
    case 'vote': {
      const { digest } = await readOf(story);
      const { by: approver, decision } = what;
      await castVote(deps, { requestId: id, approver, decision, reason: null, shownDigest: digest });
      return;
    }
    case 'work':
      return work(story, on);
    case 'recover':
      return recoverRequests(deps);
    case 'attach':
      await settleUnknown(deps, id, ben, { kind: 'certificate', pem: ATTACHED });
      return;
    case 'mark-failed':
      await settleUnknown(deps, id, ben, { kind: 'nothing' });
      return;
    case 'retry':
      return retry(story, on, what.by);
    case 'end':
      return end(story, what.how);
    case 'wait':
      bench.time.now += what.ms;
  }
}

async function retry(story: Story, on: Process, by: Person): Promise<void> {
  const { bench, id } = story;
  if ((await retryRequest(bench[on], id, by)).kind !== 'approved-again') return;
  story.retries += 1;
  expect(bench.open.filter(({ mayLiveUntil }) => bench.time.now < mayLiveUntil)).toEqual([]);
}

/** The queue delivers the next run, to any process and as often as it likes. */
async function work(story: Story, on: Process): Promise<void> {
  const { bench, id } = story;
  const { runs } = await readOf(story);
  const before = bench.started.length;
  let isOver = false;
  const working = issueCertificate(bench[on], id, runs.length + 1).finally(() => {
    isOver = true;
  });
  story.working.push(working);
  while (!isOver && bench.started.length === before) await sleep(1);
}

async function end(
  { bench, brought }: Story,
  how: 'returned' | 'raised' | 'lost' | 'timed-out',
): Promise<void> {
  const run = bench.open.shift();
  if (!run) return;
  const certificate = certificates[Number(run.runId.split('-').at(-1)) - 1] ?? '';
  if (how === 'returned') brought.push(certificate);
  run.end({ returned: returned(certificate), raised, lost, 'timed-out': timedOut }[how]);
  await sleep(3);
}

/** Every run that is still open brings its certificate in the end, and every process comes to rest. */
async function comeToRest(story: Story): Promise<Request> {
  while (story.bench.open.length > 0) await end(story, 'returned');
  await Promise.all(story.working);
  return readOf(story);
}

const fingerprintOf = (pem: string) =>
  new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase();

function holds({ bench, brought, retries }: Story, request: Request): void {
  const approvals = request.votes.filter(({ decision }) => decision === 'approve');
  expect(new Set(request.votes.map(({ approver, digest }) => `${approver} ${digest}`)).size).toBe(
    request.votes.length,
  );
  expect(new Set(bench.started).size).toBe(bench.started.length);
  const mayRun = approvals.length >= request.snapshot.approvalsRequired ? 1 + retries : 0;
  expect(bench.started.length).toBeLessThanOrEqual(mayRun);
  const kept = [
    ...request.extraCertificates.map(({ certificate }) => certificate.leafPem),
    ...(request.status === 'issued' ? [request.certificate.leafPem] : []),
  ].map(fingerprintOf);
  expect(kept).toEqual(expect.arrayContaining(brought.map(fingerprintOf)));
  expect(new Set(kept).size).toBe(kept.length);
}

describe('whatever happens in whatever order, by two processes at once', () => {
  let redis: TestRedis;
  let stores: StorePair;
  let profile: Profile;

  beforeAll(async () => {
    redis = await aRedis();
    stores = await aStorePair(redis);
    profile = await aStoredProfile(stores, {
      approvalsRequired: 2,
      approvers: { users: [amy.user, abe.user, eli.user], groups: [] },
    });
  });
  afterAll(async () => {
    stores.close();
    await redis.close();
  });

  it('one approval or retry is at most one run, never beside one that may live; one person is one vote; no certificate is lost', async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom([], approved, doubtful, doubtful), steps, async (first, rest) => {
        const bench = aWorkflowBench(stores);
        const { id } = await aStoredRequest(bench, profile);
        const story: Story = { bench, id, brought: [], working: [], retries: 0 };
        let issued: Request | null = null;
        for (const step of [...first, ...rest]) {
          await Promise.all(step.map(({ on, what }) => happen(story, on, what)));
          const request = await readOf(story);
          if (issued) expect(request).toMatchObject({ status: 'issued', certificate: certificateOf(issued) });
          if (request.status === 'issued') issued = request;
        }
        const request = await comeToRest(story);
        runs += bench.started.length;
        holds(story, request);
      }),
      { numRuns: 120 },
    );
    expect(runs).toBeGreaterThan(50);
  });
});

function certificateOf(request: Request): unknown {
  return request.status === 'issued' ? request.certificate : null;
}
