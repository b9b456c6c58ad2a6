import type { Status } from '../../../src/domain/request.js';
import type { RunEnd } from '../../../src/domain/run.js';

/**
 * The life of one request as design.md 3 tells it, written down a second time and as plainly as it goes: who may do
 * what, and what comes of it. Certificates are numbers: run n brings number n, an admin finds number 5.
 */

export const [eve, amy, abe] = ['U0EVE', 'U0AMY', 'U0ABE'] as const;
export const [eli, ben, zoe] = ['U0ELI', 'U0BEN', 'U0ZOE'] as const;
export const ATTACHED = 5;

/** ben is an admin and an approver; eli and eve are approvers by a group; zoe is an outsider. */
export const approvers: { readonly users: readonly string[]; readonly group: readonly string[] } = {
  ...{ users: [amy, abe, ben], group: [eli, eve] },
};

export const times = {
  pendingExpiryMs: 86_400_000,
  approvalExpiryMs: 3_600_000,
  remindMs: 14_400_000,
  leaseMs: 30_000,
  timeLimitMs: 60_000,
  runGraceMs: 5000,
} as const;

/** What a version of the profile says. `allows`: its policy has nothing against the request. */
export type Settings = {
  readonly approvals: number;
  readonly breakGlass: boolean;
  readonly needsReason: boolean;
  readonly allows: boolean;
};

export type ModelVote = {
  readonly by: string;
  readonly decision: 'approve' | 'deny';
  readonly hasReason: boolean;
  readonly at: number;
  /** The profile's version that was shown. */
  readonly version: number;
  readonly isWithdrawn: boolean;
};

export type ModelRequest = {
  readonly status: Status;
  readonly version: number;
  /** That of the card as it was drawn first. */
  readonly firstVersion: number;
  readonly settings: Settings;
  readonly votes: readonly ModelVote[];
  /** The versions that made earlier votes void. */
  readonly voidings: readonly number[];
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly remindAt: number | null;
  readonly reminders: number;
  readonly blocked: { readonly since: number; readonly able: number; readonly needed: number } | null;
  readonly override: { readonly by: string; readonly at: number } | null;
  readonly retriedBy: string | null;
  readonly runs: readonly { readonly startedAt: number; readonly end: RunEnd | null }[];
  readonly leaseUntil: number;
  readonly retryAfter: number;
  readonly failedRun: number;
  readonly certificate: number | null;
  readonly extras: readonly number[];
};

/** Everything around the request, too. `open`: runs under way, the first started first. `said`: keys, in the thread. */
export type World = {
  readonly now: number;
  readonly version: number;
  readonly settings: Settings;
  readonly isEnabled: boolean;
  readonly left: readonly string[];
  readonly open: readonly number[];
  readonly request: ModelRequest | null;
  readonly said: readonly string[];
};

/** What was on the screen when people acted: the card's version, the form's version, the next run in the queue. */
export type Shown = {
  readonly card: number;
  readonly firstCard: number;
  readonly profile: number;
  readonly run: number;
};

export function shownIn({ request, version }: World): Shown {
  return {
    ...{ card: request?.version ?? 0, firstCard: request?.firstVersion ?? 0 },
    ...{ profile: version, run: (request?.runs.length ?? 0) + 1 },
  };
}

export function isActive({ left }: World, user: string): boolean {
  return user !== zoe && !left.includes(user);
}

export function isApprover(user: string): boolean {
  return [...approvers.users, ...approvers.group].includes(user);
}

/** Whether somebody acts on the request as it is. */
export function isSeen({ version }: ModelRequest, { isStale }: { isStale: boolean }, shown: Shown): boolean {
  return (isStale ? shown.firstCard : shown.card) === version;
}

export function standing({ votes, version }: ModelRequest): readonly ModelVote[] {
  return votes.filter((vote) => vote.version === version && !vote.isWithdrawn);
}

export function withRequest(world: World, change: Partial<ModelRequest>): World {
  return world.request ? { ...world, request: { ...world.request, ...change } } : world;
}
