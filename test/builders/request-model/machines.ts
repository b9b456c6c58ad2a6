import type { Act } from './acts.js';
import {
  approvers,
  eve,
  isActive,
  type ModelRequest,
  type Shown,
  standing,
  times,
  type World,
  withRequest,
} from './model.js';
import { follow } from './people.js';

type How = Extract<Act, { act: 'end' }>['how'];

/** The queue delivers a run: at most one worker takes it, and only while the approval and the profile stand. */
export function work(world: World, shown: Shown): World {
  const { request, now, isEnabled, open } = world;
  if (request?.status !== 'approved' || request.runs.length + 1 !== shown.run) return world;
  if (now >= request.expiresAt) return withRequest(world, { status: 'expired' });
  if (!isEnabled) return withRequest(world, { status: 'cancelled' });
  const runs = [...request.runs, { startedAt: now, end: null }];
  const taken = withRequest(world, { runs, status: 'issuing', leaseUntil: now + times.leaseMs });
  return { ...taken, open: [...open, runs.length] };
}

/** The run that was started first comes to its end. */
export function end(world: World, how: How): World {
  const [run, ...open] = world.open;
  const { request } = world;
  if (run === undefined || !request) return world;
  return { ...conclude(world, request, run, how), open };
}

function conclude(world: World, request: ModelRequest, run: number, how: How): World {
  const { status, runs } = request;
  const isCurrent = (status === 'issuing' || status === 'unknown') && run === runs.length;
  if (!isCurrent) {
    return how === 'returned' ? withRequest(world, { extras: [...request.extras, run] }) : world;
  }
  const ended = (outcome: 'issued' | 'failed' | 'lost' | 'timed-out') =>
    runs.with(-1, { startedAt: runs.at(-1)?.startedAt ?? 0, end: outcome });
  if (how === 'returned')
    return withRequest(world, { runs: ended('issued'), status: 'issued', certificate: run });
  if (how === 'raised')
    return withRequest(world, { runs: ended('failed'), status: 'failed', failedRun: run });
  if (status === 'unknown') return world;
  return withRequest(world, { runs: ended(how), status: 'unknown', retryAfter: world.now });
}

/** What nobody else does: ended leases, times that are over, pending requests that follow their profile. */
export function recover(world: World): World {
  const { request, now } = world;
  if (request?.status === 'issuing' && now >= request.leaseUntil) {
    const startedAt = request.runs.at(-1)?.startedAt ?? 0;
    const runs = request.runs.with(-1, { startedAt, end: 'lost' });
    const retryAfter = Math.max(now, startedAt + times.timeLimitMs + times.runGraceMs);
    return withRequest(world, { runs, status: 'unknown', retryAfter });
  }
  return follow(world) ?? expire(world);
}

export function expire(world: World): World {
  const { request, now } = world;
  const waits = request?.status === 'pending' || request?.status === 'approved';
  return waits && now >= request.expiresAt ? withRequest(world, { status: 'expired' }) : world;
}

/** Those who can vote are reminded when it is time; that too few are left is noted. */
export function lookAtVoters(world: World, onlyIfDue: boolean): World {
  const { request, now } = world;
  if (request?.status !== 'pending' || now >= request.expiresAt) return world;
  const isDue = request.remindAt !== null && now >= request.remindAt;
  if (onlyIfDue && !isDue) return world;
  const able = ableIn(world, request);
  const needed = request.settings.approvals - standing(request).length;
  const { blocked: before } = request;
  const since = before?.since ?? now;
  const noted = withRequest(world, { blocked: able < needed ? { since, able, needed } : null });
  if (!isDue) return noted;
  const reminders = request.reminders + (able > 0 ? 1 : 0);
  const next = now + times.remindMs * 2 ** (request.reminders + 1);
  return withRequest(noted, { reminders, remindAt: next < request.expiresAt ? next : null });
}

function ableIn(world: World, request: ModelRequest): number {
  const spent = [eve, ...standing(request).map(({ by }) => by)];
  const all = [...approvers.users, ...approvers.group];
  return all.filter((user) => isActive(world, user) && !spent.includes(user)).length;
}
