import type { IssueQueue } from '../workflow/ports.js';
import { type IssueJob, issueJobOptions, issueJobSchema } from './jobs.js';
import { openQueue, type QueueDeps } from './open-queue.js';

/** Wakes a worker for a run. A run that is already queued or running is not queued again, unless `again` says so. */
export function createIssueQueue(deps: QueueDeps): IssueQueue & { close(): Promise<void> } {
  const queue = openQueue<IssueJob>('issue', deps);
  return {
    add(request, run, again) {
      const job = issueJobSchema.parse({ request, run });
      return queue.add(job, issueJobOptions(job, again));
    },
    close: () => queue.close(),
  };
}
