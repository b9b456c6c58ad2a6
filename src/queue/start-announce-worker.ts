import { announceJobSchema } from './jobs.js';
import { type RunningWorker, startWorker, type WorkerDeps } from './start-worker.js';

export type AnnounceWorkerDeps = WorkerDeps & { process(requestId: string, revision: number): Promise<void> };

/** Makes changes visible. Showing the newest state twice is harmless, so a lost job is done again. */
export function startAnnounceWorker(deps: AnnounceWorkerDeps): RunningWorker {
  return startWorker('announce', deps, { maxStalledCount: 3 }, async (data) => {
    const { request, revision } = announceJobSchema.parse(data);
    await deps.process(request, revision);
  });
}
