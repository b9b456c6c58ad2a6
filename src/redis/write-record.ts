import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type AuditEntry, auditHash } from '../domain/audit-entry.js';
import { loadLuaScript } from './lua-script.js';
import type { StoreClient } from './store-client.js';

const outcomeSchema = z.enum(['written', 'exists', 'conflict', 'guard-failed', 'taken']);
export type WriteOutcome = z.infer<typeof outcomeSchema>;

/** A field of a hash that belongs to one record at a time, such as a profile's name. */
export type Claim = { readonly key: string; readonly name: string; readonly owner: string };

/** One record with everything that has to change with it, in one atomic step. Other keys are named by role. */
export type RecordWrite = {
  readonly key: string;
  /** The revision that is replaced; 0 when there must be no record yet. The new one is one higher. */
  readonly expected: number;
  readonly body: string;
  readonly guards?: readonly { readonly key: string; readonly revision: number }[];
  /** Sorted sets that must have fewer members than `below`, or the guard failed. */
  readonly limits?: readonly { readonly key: string; readonly below: number }[];
  readonly claims?: readonly Claim[];
  readonly releases?: readonly Claim[];
  /** Fields of other hashes that are written once and never changed. */
  readonly appends?: readonly { readonly key: string; readonly field: string; readonly value: string }[];
  /** Fields of other hashes that lose something. */
  readonly rewrites?: readonly { readonly key: string; readonly field: string; readonly value: string }[];
  /** Other keys that go. */
  readonly deletes?: readonly { readonly key: string }[];
  readonly unindex?: readonly { readonly key: string; readonly member: string }[];
  readonly index?: readonly { readonly key: string; readonly member: string; readonly score: number }[];
  readonly audit?: AuditEntry | null;
  readonly ttlMs?: number;
};

/** Does the step, or nothing when it is refused. Safe to send twice. */
export type WriteRecord = (write: RecordWrite) => Promise<WriteOutcome>;

export function createWriteRecord(client: StoreClient): WriteRecord {
  const lua = loadLuaScript('write-record');
  return (write) => {
    const { keys, step } = encodeStep(client, write);
    const audit = write.audit ? [JSON.stringify(write.audit), auditHash(write.audit)] : ['', ''];
    return client.script(lua, keys, [step, write.body, ...audit], outcomeSchema);
  };
}

/** Redis wants every key declared: the step names them by their number. */
function encodeStep(client: StoreClient, write: RecordWrite): { keys: readonly string[]; step: string } {
  const keys = [write.key, client.keys.auditSequence, client.keys.audit];
  const numbered = <T extends { readonly key: string }>(parts: readonly T[] = []) =>
    parts.map((part) => ({ ...part, key: keys.push(part.key) }));
  const step = {
    token: randomUUID(),
    expected: String(write.expected),
    revision: String(write.expected + 1),
    guards: numbered(write.guards).map((guard) => ({ ...guard, revision: String(guard.revision) })),
    limits: numbered(write.limits),
    claims: numbered(write.claims),
    releases: numbered(write.releases),
    appends: numbered(write.appends),
    rewrites: numbered(write.rewrites),
    deletes: numbered(write.deletes),
    unindex: numbered(write.unindex),
    index: numbered(write.index).map((entry) => ({ ...entry, score: String(entry.score) })),
    ...(write.ttlMs === undefined ? {} : { ttl: String(Math.ceil(write.ttlMs)) }),
  };
  return { keys, step: JSON.stringify(step) };
}
