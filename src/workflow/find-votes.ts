import { judgeVote } from '../domain/judge-vote.js';
import type { RequestIn } from '../domain/request.js';
import type { Directory, ProfileStore, RequestStore } from './ports.js';
import { readRequests } from './read-requests.js';
import { createRosterCheck } from './roster-check.js';

export type FindVotesDeps = {
  readonly requests: Pick<RequestStore, 'find' | 'read'>;
  readonly profiles: Pick<ProfileStore, 'list'>;
  readonly directory: Directory;
};

/** More than this nobody votes on at one sitting; the newest wait for their turn. */
const MOST_READ = 200;

/** The requests that wait for this user's vote, those that have waited longest first. */
export async function findVotes(deps: FindVotesDeps, user: string): Promise<readonly RequestIn<'pending'>[]> {
  const isOn = createRosterCheck(deps, user);
  const profiles = await deps.profiles.list();
  const found = await Promise.all(
    profiles.map(async ({ id, version }) =>
      (await isOn(version.settings.approvers))
        ? (await deps.requests.find({ status: 'pending', profileId: id }, { skip: 0, limit: MOST_READ })).ids
        : [],
    ),
  );
  const pending = (await readRequests(deps, found.flat().slice(0, MOST_READ))).filter(
    (request) => request.status === 'pending',
  );
  const mine = await Promise.all(
    pending.map(async (request) => {
      const isApprover = await isOn(request.snapshot.approvers);
      return judgeVote(request, { approver: user, shownDigest: request.digest, isApprover }).length === 0;
    }),
  );
  return pending.filter((_, index) => mine[index]).sort((a, b) => a.createdAt - b.createdAt);
}
