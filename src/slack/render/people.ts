import type { Person, Roster } from '../../domain/person.js';
import { escapeText } from '../escape.js';
import type { Piece } from './rich-text.js';

/** A user as a mention in mrkdwn. */
export function mention(user: string): string {
  return `<@${user}>`;
}

/** Who did something: a mention, or in words whoever was on a terminal. */
export function authorWords({ user }: Person): string {
  return /^[UW][A-Z0-9]+$/.test(user) ? mention(user) : `${escapeText(user)} (on a terminal)`;
}

/** Everybody on a roster as mentions in mrkdwn: "@amy, @abe or @pki-approvers"; `and` where all of them are meant. */
export function mentionRoster({ users, groups }: Roster, word: 'or' | 'and' = 'or'): string {
  const all = [...users.map(mention), ...groups.map((group) => `<!subteam^${group}>`)];
  const last = all.pop();
  if (last === undefined) return 'nobody';
  return all.length === 0 ? last : `${all.join(', ')} ${word} ${last}`;
}

/** Everybody on a roster as pieces of rich text. */
export function rosterPieces({ users, groups }: Roster): readonly Piece[] {
  const all: Piece[] = [...users.map((user) => ({ user })), ...groups.map((group) => ({ group }))];
  return all.flatMap((piece, index) => (index === 0 ? [piece] : [', ', piece]));
}
