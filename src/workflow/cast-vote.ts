import { type BallotRefusal, judgeBallot, judgeVote, type VoteRefusal } from '../domain/judge-vote.js';
import type { Person } from '../domain/person.js';
import type { Profile } from '../domain/profile.js';
import { recordVote } from '../domain/record-vote.js';
import type { Request } from '../domain/request.js';
import { standingVotes, type Vote } from '../domain/vote.js';
import { auditRequest } from './audit.js';
import { isOnRoster, refuseStanding, type StandingRefusal } from './authorize.js';
import { followProfile, type ProfileMoved } from './follow-profile.js';
import type { Change, Clock, Directory, ProfileStore, RequestStore } from './ports.js';
import { type RequesterBarred, requesterBarred } from './refuse-requester.js';
import { type WakeDeps, wake } from './wake.js';

export type CastVoteDeps = WakeDeps & {
  readonly requests: RequestStore;
  readonly profiles: ProfileStore;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly approvalExpiryMs: number;
};

export type Ballot = {
  readonly requestId: string;
  readonly approver: Person;
  readonly decision: Vote['decision'];
  readonly reason: string | null;
  readonly shownDigest: string;
};

export type CastVoteRefusal = VoteRefusal | BallotRefusal | StandingRefusal | ProfileMoved | RequesterBarred;

export type CastVoteResult =
  | { readonly kind: 'counted'; readonly request: Request }
  | {
      readonly kind: 'refused';
      readonly refusals: readonly CastVoteRefusal[];
      readonly request: Request;
    }
  | { readonly kind: 'no-such-request' };

/**
 * Counts one approver's yes or no, once it is stored; or says every reason why not. A vote on a request whose
 * profile moved on renews the request first and does not count: the approver has to see what they approve.
 */
export async function castVote(deps: CastVoteDeps, ballot: Ballot): Promise<CastVoteResult> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const result = await tryVote(deps, ballot);
    if (result !== 'profile-moved') return result;
  }
  throw new Error(`the profile of request ${ballot.requestId} kept changing`);
}

async function tryVote(deps: CastVoteDeps, ballot: Ballot): Promise<CastVoteResult | 'profile-moved'> {
  const request = await deps.requests.read(ballot.requestId);
  if (!request) return { kind: 'no-such-request' };
  const approvers = request.snapshot.approvers;
  const [noStanding, barred] = await Promise.all([
    refuseStanding(deps, ballot.approver, approvers),
    ballot.decision === 'approve' ? requesterBarred(deps, request) : [],
  ]);
  if (noStanding) return { kind: 'refused', refusals: [noStanding], request };
  const isApprover = await isOnRoster(deps, approvers, ballot.approver.user);
  const profile = await deps.profiles.read(request.snapshot.profile.id);
  const now = deps.clock.now();
  const { approvalExpiryMs } = deps;
  const changed = await deps.requests.update(ballot.requestId, (current) =>
    vote(current, { ballot, isApprover, barred, seen: request, profile, now, approvalExpiryMs }),
  );
  if (changed.kind === 'missing') return { kind: 'no-such-request' };
  if (changed.kind === 'guard-failed') return 'profile-moved';
  if (changed.kind === 'refused')
    return { kind: 'refused', refusals: changed.refusal, request: changed.record };
  await wake(deps, changed.record);
  if (hasVoteOf(changed.record, ballot, now)) return { kind: 'counted', request: changed.record };
  const { status } = changed.record;
  const why: CastVoteRefusal =
    status === 'pending' ? { code: 'changed-since-shown' } : { code: 'already-decided', status };
  return { kind: 'refused', refusals: [why], request: changed.record };
}

type Facts = {
  readonly ballot: Ballot;
  readonly isApprover: boolean;
  readonly barred: readonly RequesterBarred[];
  /** The request by whose rosters `isApprover` and `barred` were found out. */
  readonly seen: Request;
  readonly profile: Profile | null;
  readonly now: number;
  readonly approvalExpiryMs: number;
};

function vote(request: Request, facts: Facts): Change<Request, readonly CastVoteRefusal[]> {
  const { ballot, isApprover, seen, profile, now } = facts;
  const { approver, shownDigest, decision, reason } = ballot;
  const refusals = judgeVote(request, { approver: approver.user, shownDigest, isApprover });
  if (request.status !== 'pending') return { refusal: ownVote(request, approver.user) ?? refusals };
  if (!profile) return { refusal: [{ code: 'profile-not-enabled' }] };
  const followed = followProfile(request, profile, now, 'cast-vote');
  if (followed) return followed;
  if (seen.digest !== request.digest) return { refusal: [{ code: 'changed-since-shown' }] };
  const against = [...refusals, ...facts.barred, ...judgeBallot(request, ballot)];
  if (against.length > 0) return { refusal: against };
  const cast = { approver: approver.user, decision, reason, at: now, digest: request.digest };
  const action = decision === 'approve' ? 'request.vote-approve' : 'request.vote-deny';
  const audit = auditRequest(request, {
    ...{ at: now, actor: approver, surface: 'slack', action },
    facts: { reason },
  });
  const expiryMs = request.snapshot.policy.approvalExpiryMs ?? facts.approvalExpiryMs;
  const guard = { kind: 'profile', id: profile.id, revision: profile.revision } as const;
  return { next: recordVote(request, cast, expiryMs), audit, guard };
}

/** Who clicked twice hears that the first click counted, not that a vote of theirs did not. */
function ownVote(request: Request, approver: string): readonly CastVoteRefusal[] | null {
  const cast = standingVotes(request.votes, request.digest).find((vote) => vote.approver === approver);
  return cast ? [{ code: 'already-voted', decision: cast.decision }] : null;
}

function hasVoteOf(request: Request, ballot: Ballot, at: number): boolean {
  const standing = standingVotes(request.votes, request.digest);
  return standing.some((cast) => cast.approver === ballot.approver.user && cast.at === at);
}
