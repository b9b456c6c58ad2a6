import { expireRequest } from '../domain/lapse-request.js';
import { type TendRequestDeps, tendRequest } from './tend-request.js';

const BATCH = 1000;

/** Ends what waited for too long, for votes or for a worker, once its time is over. Any number may run at once. */
export async function expireRequests(deps: TendRequestDeps): Promise<void> {
  for (const id of await deps.requests.expiring(deps.clock.now(), BATCH)) await expireIfDue(deps, id);
}

/** Ends one request if its time is over. */
export async function expireIfDue(deps: TendRequestDeps, id: string): Promise<void> {
  const now = deps.clock.now();
  await tendRequest(deps, id, 'request.expired', (request) => {
    const waits = request.status === 'pending' || request.status === 'approved';
    return waits && now >= request.expiresAt ? expireRequest(request, now) : null;
  });
}
