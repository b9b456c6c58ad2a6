import { finishRun } from '../domain/finish-run.js';
import { forgetSensitive } from '../domain/lapse-request.js';
import type { Request } from '../domain/request.js';
import { holdsSensitive } from '../domain/request-indexes.js';
import { expireIfDue } from './expire-requests.js';
import type { ProfileStore } from './ports.js';
import { renewPending } from './renew-pending.js';
import { type TendRequestDeps, tendRequest } from './tend-request.js';

export type RecoverRequestsDeps = TendRequestDeps & {
  readonly profiles: ProfileStore;
  readonly keepSensitiveMs: number;
  readonly runGraceMs: number;
};

/** Requests looked at in one round, oldest first: about a second of reading. */
const BATCH = 5000;

/**
 * Puts right what a dead process or a lost wake-up left behind: ended leases become `unknown`, times that are
 * over expire, kept sensitive values are forgotten, pending requests follow their profile, and approved or
 * unannounced requests are queued again. Every step is a compare-and-swap, so any number may run at once.
 */
export async function recoverRequests(deps: RecoverRequestsDeps): Promise<void> {
  const now = deps.clock.now();
  for (const id of await deps.requests.lapsedLeases(now, BATCH)) {
    await tendRequest(deps, id, 'request.lease-ended', (request) => lapse(deps, request, now));
  }
  for (const id of await deps.requests.inState('pending', now, BATCH)) {
    await tendPending(deps, id, now);
  }
  for (const id of await deps.requests.inState('approved', now, BATCH)) await tendApproved(deps, id, now);
  for (const id of await deps.requests.holdingSensitive(now - deps.keepSensitiveMs, BATCH)) {
    await tendRequest(deps, id, 'request.sensitive-forgotten', (request) => forget(request, now));
  }
  for (const id of await deps.requests.dueAnnouncements(BATCH)) {
    const request = await deps.requests.read(id);
    if (request) await deps.announceQueue.add(id, request.revision);
  }
}

function lapse(deps: RecoverRequestsDeps, request: Request, now: number): Request | null {
  if (request.status !== 'issuing') return null;
  const started = request.runs.at(-1)?.startedAt ?? now;
  const retryAfter = Math.max(now, started + request.snapshot.timeLimitMs + deps.runGraceMs);
  return finishRun(request, request.run, { kind: 'unknown', why: 'lease-ended', retryAfter }, now);
}

async function tendPending(deps: RecoverRequestsDeps, id: string, now: number): Promise<void> {
  const seen = await deps.requests.read(id);
  if (seen?.status !== 'pending') return;
  if (now >= seen.expiresAt) return expireIfDue(deps, id);
  await renewPending(deps, seen);
}

async function tendApproved(deps: RecoverRequestsDeps, id: string, now: number): Promise<void> {
  const seen = await deps.requests.read(id);
  if (seen?.status !== 'approved') return;
  if (now < seen.expiresAt) return deps.issueQueue.add(id, seen.runs.length + 1);
  await expireIfDue(deps, id);
}

function forget(request: Request, now: number): Request | null {
  const isResting = request.status === 'failed' || request.status === 'unknown';
  return isResting && holdsSensitive(request) ? forgetSensitive(request, now) : null;
}
