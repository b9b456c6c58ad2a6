import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { createAnnounceQueue } from '../../src/queue/announce-queue.js';
import { createIssueQueue } from '../../src/queue/issue-queue.js';
import { startAnnounceWorker } from '../../src/queue/start-announce-worker.js';
import { startIssueWorker } from '../../src/queue/start-issue-worker.js';
import type { RunningWorker } from '../../src/queue/start-worker.js';
import type { EventLog } from '../../src/workflow/ports.js';
import type { TestRedis } from '../builders/redis.js';

export type LogLine = { readonly level: string; readonly message: string; readonly fields: object };
type Process = (requestId: string, number: number) => Promise<void>;
type WorkerOverrides = { readonly concurrency?: number; readonly closeWithinMs?: number };

/** The queues and workers of one new workspace, closed in order by `close`. */
export function aQueueBench(redis: TestRedis) {
  const workspace = randomUUID();
  const clients: Redis[] = [];
  const closing: { close(): Promise<void> }[] = [];
  const lines: LogLine[] = [];
  const line = (level: string) => (fields: object, message: string) => {
    lines.push({ level, message, fields });
  };
  const log: EventLog = { info: line('info'), warn: line('warn'), error: line('error') };
  const connect = (options: { enableOfflineQueue?: boolean; maxRetriesPerRequest: number | null }) => {
    const client = new Redis(redis.url, { ...options, retryStrategy: () => 50 });
    client.on('error', () => undefined);
    clients.push(client);
    return client;
  };
  const opened = <T extends { close(): Promise<void> }>(part: T): T => {
    closing.unshift(part);
    return part;
  };
  const queueDeps = () => {
    const connection = connect({ enableOfflineQueue: false, maxRetriesPerRequest: 0 });
    return { connection, workspace, log, timeoutMs: 500 };
  };
  const workerDeps = (process: Process, overrides: WorkerOverrides) => ({
    ...{ connection: connect({ maxRetriesPerRequest: null }), workspace, log, process },
    ...{ concurrency: 1, lockDurationMs: 200, closeWithinMs: 5000, ...overrides },
  });
  return {
    workspace,
    lines,
    issueQueue: () => opened(createIssueQueue(queueDeps())),
    announceQueue: () => opened(createAnnounceQueue({ ...queueDeps(), retryMs: 20 })),
    issueWorker: (process: Process, overrides: WorkerOverrides = {}): RunningWorker =>
      opened(startIssueWorker({ ...workerDeps(process, overrides), test: async (id) => process(id, 0) })),
    announceWorker: (process: Process, overrides: WorkerOverrides = {}): RunningWorker =>
      opened(startAnnounceWorker(workerDeps(process, overrides))),
    connect,
    async close() {
      for (const part of closing) await part.close();
      for (const client of clients) client.disconnect();
    },
  };
}

export type QueueBench = ReturnType<typeof aQueueBench>;
