import { finishRun } from '../domain/finish-run.js';
import { expireRequest, forgetSensitive } from '../domain/lapse-request.js';
import type { Profile } from '../domain/profile.js';
import { isOutdated, renewSnapshot } from '../domain/renew-snapshot.js';
import type { Request, RequestIn } from '../domain/request.js';
import { holdsSensitive } from '../domain/request-indexes.js';
import { auditRequest } from './audit.js';
import type { Change, Clock, ProfileStore, RequestStore } from './ports.js';
import { type WakeDeps, wake } from './wake.js';

export type RecoverRequestsDeps = WakeDeps & {
  readonly requests: RequestStore;
  readonly profiles: ProfileStore;
  readonly clock: Clock;
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
    await change(deps, id, 'request.lease-ended', (request) => lapse(deps, request, now));
  }
  for (const id of await deps.requests.inState('pending', now, BATCH)) {
    await tendPending(deps, id, now);
  }
  for (const id of await deps.requests.inState('approved', now, BATCH)) await tendApproved(deps, id, now);
  for (const id of await deps.requests.holdingSensitive(now - deps.keepSensitiveMs, BATCH)) {
    await change(deps, id, 'request.sensitive-forgotten', (request) => forget(request, now));
  }
  for (const id of await deps.requests.dueAnnouncements(BATCH)) {
    const request = await deps.requests.read(id);
    if (request) await deps.announceQueue.add(id, request.revision);
  }
}

async function change(
  deps: RecoverRequestsDeps,
  id: string,
  action: string,
  step: (request: Request) => Request | null,
  guard?: Profile,
): Promise<void> {
  const at = deps.clock.now();
  const changed = await deps.requests.update(id, (request): Change<Request, 'nothing-to-do'> => {
    const next = step(request);
    if (!next) return { refusal: 'nothing-to-do' };
    const audit = auditRequest(next, { at, actor: { system: 'recovery' }, surface: 'recovery', action });
    if (!guard) return { next, audit };
    return { next, audit, guard: { kind: 'profile', id: guard.id, revision: guard.revision } };
  });
  if (changed.kind !== 'changed') return;
  deps.log.info({ requestId: id, action, status: changed.record.status }, 'recovered');
  await wake(deps, changed.record);
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
  if (now >= seen.expiresAt) {
    return change(deps, id, 'request.expired', (request) =>
      request.status === 'pending' && now >= request.expiresAt ? expireRequest(request, now) : null,
    );
  }
  const profile = await deps.profiles.read(seen.snapshot.profile.id);
  if (!profile || !mustFollow(seen, profile)) return;
  await change(
    deps,
    id,
    'request.renewed',
    (request) =>
      request.status === 'pending' && mustFollow(request, profile)
        ? renewSnapshot(request, profile, now)
        : null,
    profile,
  );
}

/** Asked again at the swap: another process may have been faster. */
function mustFollow(request: RequestIn<'pending'>, profile: Profile): boolean {
  return profile.status !== 'enabled' || isOutdated(request, profile);
}

async function tendApproved(deps: RecoverRequestsDeps, id: string, now: number): Promise<void> {
  const seen = await deps.requests.read(id);
  if (seen?.status !== 'approved') return;
  if (now < seen.expiresAt) return deps.issueQueue.add(id, seen.runs.length + 1);
  await change(deps, id, 'request.expired', (request) =>
    request.status === 'approved' && now >= request.expiresAt ? expireRequest(request, now) : null,
  );
}

function forget(request: Request, now: number): Request | null {
  const isResting = request.status === 'failed' || request.status === 'unknown';
  return isResting && holdsSensitive(request) ? forgetSensitive(request, now) : null;
}
