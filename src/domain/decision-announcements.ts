import type { Request } from './request.js';

/** What people decided about a request, said in its thread: `vote` is its place among the votes, from 1 on. */
export type DecisionAnnouncement =
  | { readonly kind: 'voted' | 'withdrawn'; readonly key: string; readonly vote: number }
  | { readonly kind: 'votes-void'; readonly key: string; readonly from: number; readonly to: number }
  | { readonly kind: 'override'; readonly key: string }
  /** The same, told to one approver directly. */
  | { readonly kind: 'override-notice'; readonly key: string; readonly user: string }
  | { readonly kind: 'reminder' | 'blocked'; readonly key: string };

/** More approvers than this are told of an override by the thread alone. */
const MOST_NOTICES = 10;

/**
 * Who approved and why, votes taken back, votes that became void, and an admin's approval alone: in the order in
 * which they happened. An approval without a reason is on the card, a denial is the request's end.
 */
export function decisionsOf(request: Request): readonly DecisionAnnouncement[] {
  return [...votesOf(request), ...voidingsOf(request), ...overrideOf(request)]
    .sort((one, other) => one.at - other.at)
    .flatMap(({ said }) => said);
}

type Happened = { readonly at: number; readonly said: readonly DecisionAnnouncement[] };

function votesOf({ votes }: Request): readonly Happened[] {
  return votes.flatMap(({ decision, reason, at, withdrawnAt }, index): readonly Happened[] => {
    const vote = index + 1;
    const given = decision === 'approve' && reason !== null;
    return [
      ...(given ? [{ at, said: [{ kind: 'voted', key: `vote-${vote}`, vote }] } as const] : []),
      ...(withdrawnAt === undefined
        ? []
        : [{ at: withdrawnAt, said: [{ kind: 'withdrawn', key: `vote-withdrawn-${vote}`, vote }] } as const]),
    ];
  });
}

function voidingsOf({ voidings }: Request): readonly Happened[] {
  return voidings.map(({ at, from, to }) => ({
    at,
    said: [{ kind: 'votes-void', key: `votes-void-${to}`, from, to }],
  }));
}

function overrideOf({ override, snapshot }: Request): readonly Happened[] {
  if (!override) return [];
  const others = snapshot.approvers.users.filter((user) => user !== override.by).slice(0, MOST_NOTICES);
  const notices = others.map((user) => {
    return { kind: 'override-notice', key: `override-notice-${user}`, user } as const;
  });
  return [{ at: override.at, said: [{ kind: 'override', key: 'override' }, ...notices] }];
}

/** What a pending request waits for: of several reminders only the newest is said. */
export function waitingOf(request: Request): readonly DecisionAnnouncement[] {
  if (request.status !== 'pending') return [];
  const { reminders, blocked } = request;
  return [
    ...(reminders.length > 0 ? [{ kind: 'reminder', key: `reminder-${reminders.length}` } as const] : []),
    ...(blocked ? [{ kind: 'blocked', key: `blocked-${blocked.since}` } as const] : []),
  ];
}
