import { type ConnectionOptions, type JobsOptions, Queue } from 'bullmq';
import { CountersignError } from '../errors.js';
import type { EventLog } from '../workflow/ports.js';
import { queuePrefix } from './jobs.js';
import { within } from './within.js';

export type QueueDeps = {
  /** A client with purpose `queue`; whoever opened it closes it after the queue. */
  readonly connection: ConnectionOptions;
  readonly workspace: string;
  readonly timeoutMs: number;
  readonly log: EventLog;
};

export type OpenQueue<D> = { add(job: D, options: JobsOptions): Promise<void>; close(): Promise<void> };

/**
 * One queue of a workspace. `add` fails with `store-unavailable` within `timeoutMs`; a job that arrives after
 * that is harmless, since every job may be added twice.
 */
export function openQueue<D>(name: 'issue' | 'announce', deps: QueueDeps): OpenQueue<D> {
  const { connection, workspace, timeoutMs, log } = deps;
  const queue = new Queue(name, { connection, prefix: queuePrefix(workspace) });
  queue.on('error', (err) => log.warn({ queue: name, err }, 'queue has no connection'));
  return {
    async add(job, options) {
      const added = queue.add(name, job, options);
      added.catch(() => undefined); // after the time limit nobody listens any more
      try {
        await within(timeoutMs, added);
      } catch (error) {
        throw new CountersignError('store-unavailable', error);
      }
    },
    async close() {
      await within(timeoutMs, queue.close()).catch((err: unknown) =>
        log.warn({ queue: name, err }, 'queue did not close in order'),
      );
    },
  };
}
