import type { Person } from '../domain/person.js';
import type { Request } from '../domain/request.js';
import { judgeWithdrawal, type WithdrawRefusal, withdrawVote as withdrawn } from '../domain/withdraw-vote.js';
import { auditRequest } from './audit.js';
import { refuseStanding, type StandingRefusal } from './authorize.js';
import type { Change, Clock, Directory, RequestStore } from './ports.js';
import { type WakeDeps, wake } from './wake.js';

export type WithdrawVoteDeps = WakeDeps & {
  readonly requests: RequestStore;
  readonly directory: Directory;
  readonly clock: Clock;
};

export type WithdrawVoteResult =
  | { readonly kind: 'withdrawn'; readonly request: Request }
  | {
      readonly kind: 'refused';
      readonly refusals: readonly (WithdrawRefusal | StandingRefusal)[];
      readonly request: Request;
    }
  | { readonly kind: 'no-such-request' };

/**
 * Takes back the standing vote of whoever acts, while the request is pending; who is no approver any more may
 * take theirs back, too. The vote is kept as withdrawn, and they may vote again.
 */
export async function withdrawVote(
  deps: WithdrawVoteDeps,
  wish: { readonly requestId: string; readonly approver: Person; readonly shownDigest: string },
): Promise<WithdrawVoteResult> {
  const { requestId, approver: person, shownDigest } = wish;
  const request = await deps.requests.read(requestId);
  if (!request) return { kind: 'no-such-request' };
  const noStanding = await refuseStanding(deps, person, request.snapshot.approvers);
  if (noStanding) return { kind: 'refused', refusals: [noStanding], request };
  const now = deps.clock.now();
  const changed = await deps.requests.update(
    requestId,
    (current): Change<Request, readonly WithdrawRefusal[]> => {
      const refusals = judgeWithdrawal(current, { approver: person.user, shownDigest });
      if (current.status !== 'pending' || refusals.length > 0) return { refusal: refusals };
      const next = withdrawn(current, person.user, now);
      const entry = { at: now, actor: person, surface: 'slack', action: 'request.vote-withdrawn' } as const;
      return { next, audit: auditRequest(next, entry) };
    },
  );
  if (changed.kind === 'changed') {
    await wake(deps, changed.record);
    return { kind: 'withdrawn', request: changed.record };
  }
  if (changed.kind === 'refused') {
    return { kind: 'refused', refusals: changed.refusal, request: changed.record };
  }
  return { kind: 'no-such-request' };
}
