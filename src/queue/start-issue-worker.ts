import { issueJobSchema } from './jobs.js';
import { type RunningWorker, startWorker, type WorkerDeps } from './start-worker.js';

export type IssueWorkerDeps = WorkerDeps & { process(requestId: string, run: number): Promise<void> };

/** Starts runs. A job that its worker lost is not started again: nobody knows what the CA did. */
export function startIssueWorker(deps: IssueWorkerDeps): RunningWorker {
  return startWorker('issue', deps, { maxStalledCount: 0 }, async (data) => {
    const { request, run } = issueJobSchema.parse(data);
    await deps.process(request, run);
  });
}
