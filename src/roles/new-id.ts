import { randomBytes, randomInt } from 'node:crypto';

/** Crockford's base32: no i, l, o or u, so that an id can be read aloud and typed. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

function letters(count: number): string {
  return Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

/** New random ids. A request's has 40 bits: the store refuses one that is taken. */
export const newId = {
  request: () => `${letters(4)}-${letters(4)}`,
  profile: () => `p-${letters(10)}`,
  secret: () => randomBytes(9).toString('base64url'),
} as const;
