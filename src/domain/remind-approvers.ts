import type { Roster } from './person.js';
import { baseOf, type RequestIn } from './request.js';
import { standingVotes } from './vote.js';

/** When reminder number `given + 1` is due: each pause is twice the last. Null: the request expires before. */
export function nextReminder(
  last: number,
  given: number,
  { remindMs, expiresAt }: { readonly remindMs: number; readonly expiresAt: number },
): number | null {
  const at = last + remindMs * 2 ** given;
  return at < expiresAt ? at : null;
}

/** Who can still vote on a request, as looked up: `able` is exact where it is below `needed`. */
export type Voters = { readonly able: number; readonly needed: number; readonly waitsFor: Roster };

/** How many approvals are missing. */
export function missingVotes({ snapshot, votes, digest }: RequestIn<'pending'>): number {
  return snapshot.approvalsRequired - standingVotes(votes, digest).length;
}

/** Who cannot vote any more, whoever they are: the requester, and those who have voted. */
export function spentVoters({ requester, votes, digest }: RequestIn<'pending'>): ReadonlySet<string> {
  return new Set([requester.user, ...standingVotes(votes, digest).map(({ approver }) => approver)]);
}

/** The request after those who can still vote were looked up, and reminded if that is due; null: nothing is new. */
export function noteVoters(
  request: RequestIn<'pending'>,
  voters: Voters,
  { now, remindMs }: { readonly now: number; readonly remindMs: number },
): RequestIn<'pending'> | null {
  const isDue = request.remindAt !== null && now >= request.remindAt;
  const blocked = blockedOf(request, voters, now);
  if (!isDue && blocked === request.blocked) return null;
  const { expiresAt, remindAt, waitsFor } = request;
  const base = { ...baseOf(request), blocked, changedAt: now, status: 'pending', expiresAt } as const;
  if (!isDue) return { ...base, remindAt, waitsFor };
  const given = request.reminders.length + 1;
  const next = nextReminder(now, given, { remindMs, expiresAt });
  if (voters.able === 0) return { ...base, remindAt: next, waitsFor };
  return { ...base, reminders: [...request.reminders, now], remindAt: next, waitsFor: voters.waitsFor };
}

/** What stands there already where nothing changed, so that the card is not drawn anew for nothing. */
function blockedOf(
  request: RequestIn<'pending'>,
  { able, needed }: Voters,
  now: number,
): RequestIn<'pending'>['blocked'] {
  if (able >= needed) return null;
  const { blocked } = request;
  if (blocked && blocked.able === able && blocked.needed === needed) return blocked;
  return { since: blocked?.since ?? now, able, needed };
}
