import type { IssueQueue } from '../workflow/ports.js';
import type { TestQueue } from '../workflow/profile-tests.js';
import {
  type IssueJob,
  issueJobOptions,
  issueJobSchema,
  type TestJob,
  testJobOptions,
  testJobSchema,
} from './jobs.js';
import { openQueue, type QueueDeps } from './open-queue.js';

/** Wakes a worker for a run or a test. What is queued or running is not queued again, unless `again` says so. */
export function createIssueQueue(deps: QueueDeps): IssueQueue & TestQueue & { close(): Promise<void> } {
  const queue = openQueue<IssueJob | TestJob>('issue', deps);
  return {
    add(request, run, again) {
      const job = issueJobSchema.parse({ request, run });
      return queue.add(job, issueJobOptions(job, again));
    },
    addTest(test) {
      const job = testJobSchema.parse({ test });
      return queue.add(job, testJobOptions(job));
    },
    close: () => queue.close(),
  };
}
