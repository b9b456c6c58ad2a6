import type { Guard } from '../workflow/ports.js';
import type { Keys } from './keys.js';
import type { RecordWrite } from './write-record.js';

/** The guard of a change, as the atomic step checks it. */
export function guardsOf(keys: Keys, guard: Guard | undefined): NonNullable<RecordWrite['guards']> {
  return guard ? [{ key: keys.profile(guard.id), revision: guard.revision }] : [];
}
