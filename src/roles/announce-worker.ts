import type { WorkerRecord } from '../domain/worker-record.js';
import { startSchedule } from '../queue/start-schedule.js';
import type { Foundation } from './foundation.js';

/** Keeps the worker's record in the store while it runs, and takes it away in the end: what `/cert workers` shows. */
export function announceWorker(
  { closing, stores, log, clock, config }: Foundation,
  about: Omit<WorkerRecord, 'format' | 'since' | 'lastSeen'>,
): void {
  const { leaseMs, leaseRenewMs } = config.timings;
  const since = clock.now();
  const record = (): WorkerRecord => ({ ...about, format: 1, since, lastSeen: clock.now() });
  const schedule = startSchedule({
    ...{ name: 'worker record', everyMs: leaseRenewMs, log },
    run: () => stores.workers.announce(record(), leaseMs),
  });
  closing.add('worker record', async () => {
    await schedule.close();
    await stores.workers.withdraw(about.name);
  });
}
