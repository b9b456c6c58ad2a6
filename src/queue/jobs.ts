import { randomUUID } from 'node:crypto';
import type { JobsOptions } from 'bullmq';
import { z } from 'zod';
import { REQUEST_ID } from '../domain/request.js';
import { jobId } from '../domain/run.js';

const requestId = z.string().regex(REQUEST_ID);

/** One run of a request. */
export const issueJobSchema = z.strictObject({ request: requestId, run: z.int().min(1) });
export type IssueJob = z.infer<typeof issueJobSchema>;

/** The test of a profile, by its id: on the same queue, for the same workers. */
export const testJobSchema = z.strictObject({ test: requestId });
export type TestJob = z.infer<typeof testJobSchema>;

/** A revision of a request that is to be made visible; whoever does it shows the newest one. */
export const announceJobSchema = z.strictObject({ request: requestId, revision: z.int().min(1) });
export type AnnounceJob = z.infer<typeof announceJobSchema>;

/** BullMQ silently ignores a job whose id still exists, even as completed or failed: so none is kept. */
const leaveNothing = { removeOnComplete: true, removeOnFail: true } as const;

/** A run is never retried by the queue: only a person may cause a second call to the CA. */
export function issueJobOptions({ request, run }: IssueJob, again = false): JobsOptions {
  const id = again ? `${jobId(request, run)}-${randomUUID()}` : jobId(request, run);
  return { ...leaveNothing, jobId: id, attempts: 1 };
}

/** Nor is a test. */
export function testJobOptions({ test }: TestJob): JobsOptions {
  return { ...leaveNothing, jobId: `test-${test}`, attempts: 1 };
}

/**
 * Five tries, each pause twice the last: half a minute from two seconds on. After that recovery queues it anew, so
 * that nobody waits much longer than half a minute once Slack is back.
 */
export function announceJobOptions(
  { request, revision }: AnnounceJob,
  { retryMs, afterMs }: { readonly retryMs: number; readonly afterMs: number },
): JobsOptions {
  const backoff = { type: 'exponential', delay: retryMs, jitter: 0.25 };
  return { ...leaveNothing, jobId: `${request}-${revision}`, attempts: 5, backoff, delay: afterMs };
}

/** In the hash tag of the workspace's other keys, so that all of them live on one node of a Cluster. */
export function queuePrefix(workspace: string): string {
  return `countersign:{${workspace}}:queue`;
}
