import type { Profile } from '../domain/profile.js';
import type { Request } from '../domain/request.js';
import type { EventLog, Guard, IssueQueue, RequestStore } from './ports.js';

type Deps = { readonly requests: RequestStore; readonly issueQueue: IssueQueue; readonly log: EventLog };

/** How many of those that wait are woken when a run ends: some of them may have expired or been cancelled. */
const MOST_WOKEN = 3;

/** What has to hold when a run of this profile starts: that the profile is this one, and has room for it. */
export function guardOfRun({ id, revision, version }: Profile): Guard {
  const { runsAtOnce } = version.settings.policy;
  return { kind: 'profile', id, revision, ...(runsAtOnce === null ? {} : { mostIssuing: runsAtOnce }) };
}

/**
 * True while fewer runs of this profile are under way than its policy allows. A request that finds no room stays
 * approved. The guard of the swap asks again: this only keeps those that wait from trying in vain.
 */
export async function hasRoom(deps: Deps, { id, version }: Profile): Promise<boolean> {
  const { runsAtOnce } = version.settings.policy;
  if (runsAtOnce === null || (await deps.requests.issuingOf(id)) < runsAtOnce) return true;
  deps.log.info({ profile: id, runsAtOnce }, 'run waits for room among the runs of its profile');
  return false;
}

/** Wakes those that waited longest for room, after a run of `ended` is over. Never throws: recovery finds them too. */
export async function wakeWaiting(deps: Deps, ended: Request): Promise<void> {
  const { profile, policy } = ended.snapshot;
  if (policy.runsAtOnce === null) return;
  try {
    for (const id of await deps.requests.waitingRuns(profile.id, MOST_WOKEN)) {
      const request = await deps.requests.read(id);
      if (request?.status === 'approved') await deps.issueQueue.add(id, request.runs.length + 1, true);
    }
  } catch (err) {
    deps.log.warn({ requestId: ended.id, err }, 'those that wait for room were not woken');
  }
}
