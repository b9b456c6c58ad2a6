import { setTimeout as pause } from 'node:timers/promises';
import type { AuditEntry } from '../domain/audit-entry.js';
import { CountersignError } from '../errors.js';
import type { Changed, Guard } from '../workflow/ports.js';
import type { StoredRecord } from './read-record.js';
import type { WriteOutcome } from './write-record.js';

/** More writers than this at one record at once are a fault somewhere, not a queue. */
const MAX_ATTEMPTS = 60;

/** What a change makes of a record; drafts leave no audit entry. */
export type Step<R> = { readonly next: R; readonly audit: AuditEntry | null; readonly guard?: Guard };

export type Swap<R> = {
  read(): Promise<StoredRecord<R> | null>;
  /** Writes `step.next` over `current`; gives the record as it was written. */
  write(
    current: StoredRecord<R>,
    step: Step<R>,
  ): Promise<{ readonly outcome: WriteOutcome; readonly record: R }>;
};

/** Applies `change` to the record as it is now, again and again until no other writer was faster. */
export async function compareAndSwap<R, F>(
  name: string,
  swap: Swap<R>,
  change: (record: R) => Step<R> | { readonly refusal: F },
): Promise<Changed<R, F> | { readonly kind: 'taken' }> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const current = await swap.read();
    if (!current) return { kind: 'missing' };
    const step = change(current.record);
    if ('refusal' in step) return { kind: 'refused', refusal: step.refusal, record: current.record };
    const { outcome, record } = await swap.write(current, step);
    if (outcome === 'written') return { kind: 'changed', record };
    if (outcome === 'guard-failed') return { kind: 'guard-failed', record: current.record };
    if (outcome === 'taken') return { kind: 'taken' };
    await pause(Math.random() * Math.min(attempt, 20));
  }
  throw new CountersignError('store-unavailable', new Error(`${name} was changed by others all the time`));
}
