import { z } from 'zod';
import { issueJobSchema, testJobSchema } from './jobs.js';
import { type RunningWorker, startWorker, type WorkerDeps } from './start-worker.js';

export type IssueWorkerDeps = WorkerDeps & {
  process(requestId: string, run: number): Promise<void>;
  test(testId: string): Promise<void>;
};

const jobSchema = z.union([issueJobSchema, testJobSchema]);

/** Starts runs and tests. A job that its worker lost is not started again: nobody knows what the CA did. */
export function startIssueWorker(deps: IssueWorkerDeps): RunningWorker {
  return startWorker('issue', deps, { maxStalledCount: 0 }, async (data) => {
    const job = jobSchema.parse(data);
    await ('test' in job ? deps.test(job.test) : deps.process(job.request, job.run));
  });
}
