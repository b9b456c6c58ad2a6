import type { PolicyRefusal } from './policy-refusal.js';
import type { Snapshot } from './snapshot.js';

/** What a policy is held against: a wish, or the snapshot of a request. */
export type PolicySubject = Pick<Snapshot, 'csr' | 'commonName' | 'names'>;

/** One rule of a policy, in words, and what breaks it; nothing: it is kept. */
export type PolicyVerdict = {
  readonly label: string;
  readonly rule: string;
  readonly refusals: readonly PolicyRefusal[];
};
