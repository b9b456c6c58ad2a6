import { noteVoters } from '../domain/remind-approvers.js';
import { createLookups, findVoters, type Lookups } from './find-voters.js';
import type { Directory } from './ports.js';
import { type TendRequestDeps, tendRequest } from './tend-request.js';

export type RemindApproversDeps = TendRequestDeps & {
  readonly directory: Directory;
  readonly remindMs: number;
};

const BATCH = 1000;
/** So many failures in a row are Slack being away: the rest waits for the next time. */
const MOST_FAILURES = 3;

/** Reminds those who can still vote on the requests whose time has come, and notes where nobody is left. */
export async function remindApprovers(deps: RemindApproversDeps): Promise<void> {
  await lookAtEach(deps, await deps.requests.toRemind(deps.clock.now(), BATCH));
}

/** Looks up for every pending request whether enough people can still vote on it. */
export async function checkVoters(deps: RemindApproversDeps): Promise<void> {
  await lookAtEach(deps, await deps.requests.inState('pending', deps.clock.now(), 5 * BATCH));
}

/** The same for one request, after its votes changed. Never throws: it is looked at again. */
export async function checkVotersOf(deps: RemindApproversDeps, requestId: string): Promise<void> {
  await lookAtEach(deps, [requestId]).catch((err: unknown) => {
    deps.log.warn({ requestId, err }, 'could not look up who can still vote');
  });
}

async function lookAtEach(deps: RemindApproversDeps, ids: readonly string[]): Promise<void> {
  const lookups = createLookups(deps);
  let failures = 0;
  for (const id of ids) {
    try {
      await lookAt(deps, lookups, id);
      failures = 0;
    } catch (err) {
      failures += 1;
      deps.log.warn({ requestId: id, err }, 'could not look up who can still vote');
      if (failures === MOST_FAILURES) throw new Error('nobody could be looked up', { cause: err });
    }
  }
}

async function lookAt(deps: RemindApproversDeps, lookups: Lookups, id: string): Promise<void> {
  const seen = await deps.requests.read(id);
  const now = deps.clock.now();
  if (seen?.status !== 'pending' || now >= seen.expiresAt) return;
  const voters = await findVoters(lookups, seen);
  const { remindMs } = deps;
  const isDue = seen.remindAt !== null && now >= seen.remindAt;
  const action = isDue ? 'request.reminded' : 'request.voters-checked';
  await tendRequest(deps, id, action, (request) =>
    // Whoever voted meanwhile changed who can: then it is looked at again.
    request.status === 'pending' && request.revision === seen.revision
      ? noteVoters(request, voters, { now, remindMs })
      : null,
  );
}
