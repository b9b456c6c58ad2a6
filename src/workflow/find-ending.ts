import type { RequestIn } from '../domain/request.js';
import type { RequestStore } from './ports.js';
import { readRequests } from './read-requests.js';

export type FindEndingDeps = { readonly requests: Pick<RequestStore, 'ending' | 'find' | 'read'> };

const DAY_MS = 24 * 60 * 60 * 1000;

/** From a week after its end a certificate is history; until then somebody may wonder why a site is down. */
const SPAN = { beforeMs: 7 * DAY_MS, aheadMs: 30 * DAY_MS } as const;
const MOST_READ = 40;

/** How many later requests for the same name are looked at for one that took a certificate's place. */
const SUCCESSORS_READ = 5;

/**
 * Issued requests whose certificates end soon, or ended a few days ago, of one requester or of all, soonest first.
 * One that was followed by a certificate for the same common name that ends later is left out.
 */
export async function findEnding(
  deps: FindEndingDeps,
  { now, requester }: { readonly now: number; readonly requester?: string },
): Promise<readonly RequestIn<'issued'>[]> {
  const span = { from: now - SPAN.beforeMs, until: now + SPAN.aheadMs };
  const ids = await deps.requests.ending({ ...span, ...(requester ? { requester } : {}) }, MOST_READ);
  const issued = (await readRequests(deps, ids)).filter((request) => request.status === 'issued');
  const isReplaced = await Promise.all(issued.map((request) => hasSuccessor(deps, request)));
  return issued.filter((_, index) => !isReplaced[index]);
}

async function hasSuccessor(deps: FindEndingDeps, request: RequestIn<'issued'>): Promise<boolean> {
  const { commonName } = request.snapshot;
  const range = { skip: 0, limit: SUCCESSORS_READ };
  const { ids } = await deps.requests.find({ name: commonName, status: 'issued' }, range);
  const others = await readRequests(
    deps,
    ids.filter((id) => id !== request.id),
  );
  return others.some(
    (other) =>
      other.status === 'issued' &&
      other.snapshot.commonName === commonName &&
      other.certificate.notAfter > request.certificate.notAfter,
  );
}
