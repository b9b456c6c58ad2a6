import { type ConnectionOptions, Worker, type WorkerOptions } from 'bullmq';
import type { EventLog } from '../workflow/ports.js';
import { queuePrefix } from './jobs.js';
import { within } from './within.js';

export type WorkerDeps = {
  /** A client with purpose `blocking`; whoever opened it closes it after the worker. */
  readonly connection: ConnectionOptions;
  readonly workspace: string;
  readonly log: EventLog;
  /** Jobs at once in this process. */
  readonly concurrency: number;
  /** How long a job belongs to a process that was not heard of; renewed twice in that time. */
  readonly lockDurationMs: number;
  /** How long `close` waits for the jobs that are being done. */
  readonly closeWithinMs: number;
};

export type RunningWorker = {
  /** Resolves when jobs are being fetched. */
  ready(): Promise<void>;
  /** Takes no new job and waits for those that are being done, up to the limit. */
  close(): Promise<void>;
};

type Job = { readonly data: unknown; readonly id?: string };

/** Does the jobs of one queue until closed. A job that throws is logged and, where it has tries left, tried again. */
export function startWorker(
  name: 'issue' | 'announce',
  deps: WorkerDeps,
  options: Pick<WorkerOptions, 'maxStalledCount'>,
  work: (data: unknown) => Promise<void>,
): RunningWorker {
  const { connection, workspace, log, concurrency, lockDurationMs, closeWithinMs } = deps;
  const worker = new Worker(name, (job: Job) => work(job.data), {
    ...{ connection, prefix: queuePrefix(workspace), concurrency, ...options },
    ...{ lockDuration: lockDurationMs, stalledInterval: lockDurationMs },
    runRetryDelay: 1000, // BullMQ's default leaves a worker idle for 15 s after an outage
  });
  worker.on('error', (err) => log.warn({ queue: name, err }, 'worker has trouble with its queue'));
  worker.on('stalled', (job) => log.warn({ queue: name, job }, 'job was lost by its worker'));
  worker.on('failed', (job, err) => {
    log.error({ queue: name, job: job?.id, tries: job?.attemptsMade, err }, 'job failed');
  });
  return {
    async ready() {
      await worker.waitUntilReady();
    },
    async close() {
      try {
        await within(closeWithinMs, worker.close());
      } catch (err) {
        log.warn({ queue: name, err }, 'worker did not close in order');
        await within(1000, worker.disconnect()).catch(() => undefined);
      }
    },
  };
}
