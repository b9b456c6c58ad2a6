import type { Act } from './acts.js';
import {
  ATTACHED,
  ben,
  eve,
  isActive,
  isApprover,
  isSeen,
  type ModelRequest,
  type Shown,
  standing,
  times,
  type World,
  withRequest,
} from './model.js';

type Of<A extends Act['act']> = Extract<Act, { act: A }>;

/** A form that was filled in is one request, if the profile is still what the form showed and allows it. */
export function submit(world: World, shown: Shown): World {
  const { now, version, settings, isEnabled } = world;
  const isTaken = world.request !== null;
  if (isTaken || !isEnabled || shown.profile !== version || !settings.allows) return world;
  if (!isActive(world, eve)) return world;
  const request: ModelRequest = {
    ...{
      status: 'pending',
      version,
      firstVersion: version,
      settings,
      votes: [],
      voidings: [],
      createdAt: now,
    },
    ...{
      expiresAt: now + times.pendingExpiryMs,
      remindAt: now + times.remindMs,
      reminders: 0,
      blocked: null,
    },
    ...{ override: null, retriedBy: null, runs: [], leaseUntil: 0, retryAfter: 0, failedRun: 0 },
    ...{ certificate: null, extras: [] },
  };
  return { ...world, request };
}

/** Whoever acts on a request that is over, or whose profile moved on, moves it first. Null: it stands. */
export function follow(world: World): World | null {
  const { request, now, version, settings, isEnabled } = world;
  if (request?.status !== 'pending') return null;
  if (now >= request.expiresAt) return withRequest(world, { status: 'expired' });
  if (!isEnabled) return withRequest(world, { status: 'cancelled' });
  if (request.version === version) return null;
  return withRequest(world, {
    ...{ version, settings, voidings: [...request.voidings, version], blocked: null },
  });
}

export function vote(world: World, act: Of<'vote'>, shown: Shown): World {
  const { by, decision, hasReason } = act;
  const { request, now } = world;
  if (!request || !isActive(world, by) || request.status !== 'pending') return world;
  const moved = follow(world);
  if (moved) return moved;
  const { version, settings, votes } = request;
  const hasVoted = standing(request).some((cast) => cast.by === by);
  const isFree = by !== eve && isApprover(by) && !hasVoted && isSeen(request, act, shown);
  const isApprovable = isActive(world, eve) && settings.allows && (hasReason || !settings.needsReason);
  const isFit = decision === 'deny' || isApprovable;
  if (!isFree || !isFit) return world;
  const cast = { by, decision, hasReason, at: now, version, isWithdrawn: false };
  const voted = withRequest(world, { votes: [...votes, cast] });
  if (decision === 'deny') return withRequest(voted, { status: 'denied' });
  const isEnough = standing(request).length + 1 >= settings.approvals;
  return isEnough ? approve(voted) : voted;
}

function approve(world: World): World {
  return withRequest(world, {
    ...{ status: 'approved', expiresAt: world.now + times.approvalExpiryMs, retriedBy: null },
  });
}

export function withdraw(world: World, act: Of<'withdraw'>, shown: Shown): World {
  const { by } = act;
  const { request } = world;
  if (request?.status !== 'pending' || !isActive(world, by) || !isSeen(request, act, shown)) return world;
  const mine = standing(request).find((cast) => cast.by === by);
  const votes = request.votes.map((cast) => (cast === mine ? { ...cast, isWithdrawn: true } : cast));
  return withRequest(world, { votes });
}

export function cancel(world: World, { by }: Of<'cancel'>): World {
  const { status } = world.request ?? {};
  const mayCancel = isActive(world, by) && (by === eve || by === ben);
  return mayCancel && (status === 'pending' || status === 'approved')
    ? withRequest(world, { status: 'cancelled' })
    : world;
}

export function override(world: World, act: Of<'override'>, shown: Shown): World {
  const { by } = act;
  const { request, now } = world;
  if (!request || !isActive(world, by) || request.status !== 'pending') return world;
  const moved = follow(world);
  if (moved) return moved;
  const { breakGlass, allows } = request.settings;
  const isApprovable = isActive(world, eve) && allows && isSeen(request, act, shown);
  const may = by === ben && breakGlass && isApprovable;
  return may ? approve(withRequest(world, { override: { by, at: now } })) : world;
}

const MOST_RUNS = 4;

export function retry(world: World, { by }: Of<'retry'>): World {
  const { request, now } = world;
  if (!request || !isActive(world, by) || request.runs.length >= MOST_RUNS) return world;
  const isFailed = request.status === 'failed' && (isApprover(by) || by === eve || by === ben);
  const isKnownDead = request.status === 'unknown' && by === ben && now >= request.retryAfter;
  const approvedAt = Math.max(
    ...[request.createdAt, request.override?.at ?? 0, ...standing(request).map(({ at }) => at)],
  );
  if (!(isFailed || isKnownDead) || now - approvedAt > times.pendingExpiryMs) return world;
  return withRequest(approve(world), { retriedBy: by });
}

export function settle(world: World, { by, how }: Of<'settle'>): World {
  const { request, now } = world;
  if (request?.status !== 'unknown' || by !== ben || !isActive(world, by)) return world;
  const runs = request.runs.with(-1, { startedAt: request.runs.at(-1)?.startedAt ?? 0, end: 'settled' });
  if (how === 'attach') return withRequest(world, { runs, status: 'issued', certificate: ATTACHED });
  if (now < request.retryAfter) return world;
  return withRequest(world, { runs, status: 'failed', failedRun: runs.length });
}
