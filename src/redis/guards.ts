import type { Guard } from '../workflow/ports.js';
import type { Keys } from './keys.js';
import type { RecordWrite } from './write-record.js';

/** How many requests of the guard's profile may be issuing, as the atomic step counts them. */
export function limitsOf(keys: Keys, guard: Guard | undefined): NonNullable<RecordWrite['limits']> {
  if (guard?.mostIssuing === undefined) return [];
  return [{ key: keys.index(`requests:issuing:${guard.id}`), below: guard.mostIssuing }];
}

/** The guard of a change, as the atomic step checks it. */
export function guardsOf(keys: Keys, guard: Guard | undefined): NonNullable<RecordWrite['guards']> {
  return guard ? [{ key: keys.profile(guard.id), revision: guard.revision }] : [];
}
