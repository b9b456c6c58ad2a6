import { createHash, randomBytes } from 'node:crypto';

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** An id in the form Slack gives its objects: a letter that tells the kind, then capitals and digits. */
export function newId(prefix: string): string {
  return prefix + [...randomBytes(10)].map((byte) => alphabet[byte % alphabet.length]).join('');
}

/** The id of something seeded: the same at every start, so that what an app remembers of it stays true. */
export function seededId(prefix: string, name: string): string {
  const bytes = createHash('sha256').update(`${prefix}:${name}`).digest().subarray(0, 10);
  return prefix + [...bytes].map((byte) => alphabet[byte % alphabet.length]).join('');
}

/** A secret of 24 random bytes, for tokens and one-time URLs. */
export function newSecret(): string {
  return randomBytes(24).toString('hex');
}
