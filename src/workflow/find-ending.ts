import type { RequestIn } from '../domain/request.js';
import type { RequestStore } from './ports.js';
import { readRequests } from './read-requests.js';

export type FindEndingDeps = { readonly requests: Pick<RequestStore, 'ending' | 'find' | 'read'> };

const DAY_MS = 24 * 60 * 60 * 1000;

/** From a week after its end a certificate is history; until then somebody may wonder why a site is down. */
const SPAN = { beforeMs: 7 * DAY_MS, aheadMs: 30 * DAY_MS } as const;
const MOST_READ = 40;

/** How many of the latest requests for a name are looked at for one that took a certificate's place. */
const SUCCESSORS_READ = 10;

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
  const latest = new Map(
    await Promise.all(
      [...new Set(issued.map(({ snapshot }) => snapshot.commonName))].map(
        async (commonName) => [commonName, await latestEnd(deps, commonName)] as const,
      ),
    ),
  );
  return issued.filter(
    ({ snapshot, certificate }) => certificate.notAfter >= (latest.get(snapshot.commonName) ?? 0),
  );
}

/** When the last certificate for a common name ends, among the latest requests for it. */
async function latestEnd(deps: FindEndingDeps, commonName: string): Promise<number> {
  const { ids } = await deps.requests.find({ name: commonName }, { skip: 0, limit: SUCCESSORS_READ });
  const ends = (await readRequests(deps, ids)).map((request) =>
    request.status === 'issued' && request.snapshot.commonName === commonName
      ? request.certificate.notAfter
      : 0,
  );
  return Math.max(0, ...ends);
}
