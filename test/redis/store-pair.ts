import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { AuditEntry } from '../../src/domain/audit-entry.js';
import { connectRedis } from '../../src/redis/connect.js';
import { openStores, type Stores } from '../../src/redis/open-stores.js';
import type { EventLog } from '../../src/workflow/ports.js';
import type { TestRedis } from '../builders/redis.js';

export const silentLog: EventLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

export type StorePair = {
  readonly workspace: string;
  readonly one: Stores;
  readonly two: Stores;
  /** A client of the test's own, to look at what is there. */
  readonly raw: Redis;
  readonly close: () => void;
};

/** Two instances, each over a connection of its own, of the stores of one new workspace. */
export async function aStorePair(redis: TestRedis, timeoutMs = 1000): Promise<StorePair> {
  const workspace = randomUUID();
  const clients = [0, 1].map(() => connectRedis(redis.url, { purpose: 'store', timeoutMs, log: silentLog }));
  const [one, two] = clients.map((client) =>
    openStores({ redis: client, workspace, timeoutMs, draftTtlMs: 60_000, keepOutputMs: 60_000 }),
  );
  if (!one || !two) throw new Error('two clients make two stores');
  const raw = redis.connect();
  const close = () => {
    for (const client of [...clients, raw]) client.disconnect();
  };
  return { workspace, one, two, raw, close };
}

/** Everything a workspace holds, byte by byte. */
export async function contentOf({ raw, workspace }: StorePair): Promise<Record<string, string>> {
  const keys = (await raw.keys(`countersign:{${workspace}}:*`)).sort();
  const dumps = await Promise.all(keys.map((key) => raw.dumpBuffer(key)));
  return Object.fromEntries(keys.map((key, index) => [key, dumps[index]?.toString('base64') ?? '']));
}

export function anEntry(overrides: Partial<AuditEntry> = {}): AuditEntry {
  return {
    format: 1,
    at: 1,
    actor: { system: 'test' },
    surface: 'worker',
    action: 'request.tested',
    subject: { kind: 'request', id: '7k3m-q2fp' },
    facts: {},
    ...overrides,
  };
}

/** The audit log of a workspace: [sequence, entry as JSON, hash] each, in order. */
export async function auditOf({ raw, one }: StorePair): Promise<[number, string, string][]> {
  const entries = await raw.xrange(one.client.keys.audit, '-', '+');
  return entries.map(([id, [, entry = '', , hash = '']]) => [Number(id.split('-')[0]), entry, hash]);
}
