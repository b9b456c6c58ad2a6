import type { AnnounceQueue } from '../workflow/ports.js';
import { type AnnounceJob, announceJobOptions, announceJobSchema } from './jobs.js';
import { openQueue, type QueueDeps } from './open-queue.js';

/** Wakes the announcer for a revision, at once or a little later; `retryMs` is the first pause after a failed try. */
export function createAnnounceQueue(
  deps: QueueDeps & { readonly retryMs: number },
): AnnounceQueue & { close(): Promise<void> } {
  const queue = openQueue<AnnounceJob>('announce', deps);
  return {
    add(request, revision, afterMs = 0) {
      const job = announceJobSchema.parse({ request, revision });
      return queue.add(job, announceJobOptions(job, { retryMs: deps.retryMs, afterMs }));
    },
    close: () => queue.close(),
  };
}
