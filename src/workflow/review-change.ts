import { nextVersion, withoutProposal } from '../domain/next-version.js';
import type { Person, Roster } from '../domain/person.js';
import type { Profile, Proposal } from '../domain/profile.js';
import { isOnRoster, refuseStanding, type StandingRefusal } from './authorize.js';
import { type JudgeProfileDeps, judgeProfile, type ProfileFault } from './judge-profile.js';
import type { Change, Clock, EventLog, ProfileNewsWake, ProfileStore } from './ports.js';

export type ReviewChangeDeps = JudgeProfileDeps & {
  readonly profiles: ProfileStore;
  readonly clock: Clock;
  readonly log: EventLog;
  readonly admins: Roster;
  readonly profileNews: ProfileNewsWake;
};

export type Review = {
  readonly profileId: string;
  readonly proposalId: string;
  readonly by: Person;
  readonly decision: 'let-through' | 'turn-down' | 'withdraw';
  readonly reason: string | null;
};

export type ReviewRefusal =
  | { readonly kind: 'own-proposal' }
  | { readonly kind: 'not-the-author' }
  /** It was decided already, or the profile moved on. */
  | { readonly kind: 'gone' };

export type ReviewChangeResult =
  | { readonly kind: 'decided'; readonly profile: Profile }
  | { readonly kind: 'faults'; readonly faults: readonly ProfileFault[] }
  | { readonly kind: 'not-an-admin' }
  | { readonly kind: 'no-standing'; readonly refusal: StandingRefusal }
  | ReviewRefusal;

/**
 * Decides about a save that waits for a second admin: another admin than its author lets it through, which makes
 * the version, or turns it down; its author may withdraw it. Authorised at the moment of acting, decided once.
 */
export async function reviewChange(deps: ReviewChangeDeps, review: Review): Promise<ReviewChangeResult> {
  const { by, profileId } = review;
  const refusal = await refuseStanding(deps, by, deps.admins);
  if (refusal) return { kind: 'no-standing', refusal };
  if (!(await isOnRoster(deps, deps.admins, by.user))) return { kind: 'not-an-admin' };
  const seen = await deps.profiles.read(profileId);
  const proposal = seen?.proposal;
  if (proposal?.id !== review.proposalId) return { kind: 'gone' };
  if (review.decision === 'let-through') {
    const faults = await judgeProfile(deps, proposal);
    if (faults.length > 0) return { kind: 'faults', faults };
  }
  return decide(deps, review);
}

async function decide(deps: ReviewChangeDeps, review: Review): Promise<ReviewChangeResult> {
  const now = deps.clock.now();
  const changed = await deps.profiles.update(
    review.profileId,
    (current): Change<Profile, ReviewRefusal['kind']> => {
      const { proposal } = current;
      if (proposal?.id !== review.proposalId || current.status === 'deleted') return { refusal: 'gone' };
      const isAuthor = proposal.author.user === review.by.user;
      if (review.decision === 'withdraw' && !isAuthor) return { refusal: 'not-the-author' };
      if (review.decision !== 'withdraw' && isAuthor) return { refusal: 'own-proposal' };
      return { next: after(current, proposal, review, now), audit: audit(current, proposal, review, now) };
    },
  );
  switch (changed.kind) {
    case 'changed':
      deps.log.info({ profileId: review.profileId, decision: review.decision }, 'profile change decided');
      deps.profileNews.wake(review.profileId);
      return { kind: 'decided', profile: changed.record };
    case 'refused':
      return { kind: changed.refusal };
    case 'name-taken': {
      const sentence = 'There is a profile of the new name already.';
      return { kind: 'faults', faults: [{ field: 'name', sentence }] };
    }
    case 'guard-failed':
    case 'missing':
      return { kind: 'gone' };
  }
}

function after(current: Profile, proposal: Proposal, review: Review, now: number): Profile {
  const { by, reason } = review;
  if (review.decision === 'let-through') return nextVersion(current, proposal, { now, reviewer: by });
  const outcome = review.decision === 'withdraw' ? 'withdrawn' : 'turned-down';
  return withoutProposal(current, outcome, { by, now, reason });
}

const actions = {
  'let-through': 'profile.change-let-through',
  'turn-down': 'profile.change-turned-down',
  withdraw: 'profile.change-withdrawn',
} as const;

function audit({ id, version }: Profile, proposal: Proposal, { by, decision, reason }: Review, at: number) {
  return {
    ...({ format: 1, at, actor: by, surface: 'slack', action: actions[decision] } as const),
    subject: { kind: 'profile', id } as const,
    facts: { proposal: proposal.id, author: proposal.author.user, version: version.number + 1, reason },
  };
}
