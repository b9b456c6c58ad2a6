import { randomBytes } from 'node:crypto';

/** The id Slack makes up for a block or an element that was sent without one. */
export function newElementId(): string {
  return randomBytes(4).toString('base64url').slice(0, 5);
}
