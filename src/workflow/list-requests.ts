import type { ListQuery } from '../domain/list-query.js';
import { formatName } from '../domain/names.js';
import type { Person, Roster } from '../domain/person.js';
import type { Request } from '../domain/request.js';
import { isOnRoster, refuseStanding, type StandingRefusal } from './authorize.js';
import { type FindVotesDeps, findVotes } from './find-votes.js';
import { namedUsers } from './named-users.js';
import type { ProfileStore, RequestFilter, RequestStore } from './ports.js';
import { readRequests } from './read-requests.js';

export type ListRequestsDeps = FindVotesDeps & {
  readonly requests: Pick<RequestStore, 'find' | 'read'>;
  readonly profiles: Pick<ProfileStore, 'list'>;
  readonly admins: Roster;
};

export const PAGE = 10;

/** By a part of a name no index finds anything: so many of the newest are looked through. */
const MOST_READ = 500;

export type ListedRequests = {
  readonly kind: 'listed';
  readonly requests: readonly Request[];
  readonly total: number;
  /** False: there may be more than was looked at. */
  readonly isAll: boolean;
};

export type ListRequestsResult =
  | ListedRequests
  | { readonly kind: 'refused'; readonly refusal: StandingRefusal | { readonly code: 'admins-only' } }
  | { readonly kind: 'no-such-profile'; readonly name: string; readonly names: readonly string[] };

/** One page of requests: one's own, those that wait for one's vote, or, for admins, all. */
export async function listRequests(
  deps: ListRequestsDeps,
  person: Person,
  query: ListQuery,
): Promise<ListRequestsResult> {
  const profiles = await deps.profiles.list();
  const refusal = await refuseStanding(deps, person, namedUsers(deps.admins, profiles));
  if (refusal) return { kind: 'refused', refusal };
  if (query.scope === 'all' && !(await isOnRoster(deps, deps.admins, person.user))) {
    return { kind: 'refused', refusal: { code: 'admins-only' } };
  }
  const profile = profiles.find(({ version }) => version.settings.name === query.profile);
  if (query.profile !== null && !profile) {
    const names = profiles.map(({ version }) => version.settings.name);
    return { kind: 'no-such-profile', name: query.profile, names };
  }
  const filter: RequestFilter = {
    ...(query.scope === 'mine' ? { requester: person.user } : {}),
    ...(query.status === null ? {} : { status: query.status }),
    ...(profile ? { profileId: profile.id } : {}),
  };
  const skip = (query.page - 1) * PAGE;
  if (query.scope === 'votes') return pageOf(await votesFor(deps, person, query, filter), skip);
  if (query.name !== null) return searchByName(deps, filter, query.name, skip);
  const { ids, total, isAll } = await deps.requests.find(filter, { skip, limit: PAGE });
  return { kind: 'listed', requests: await readRequests(deps, ids), total, isAll };
}

async function votesFor(
  deps: ListRequestsDeps,
  { user }: Person,
  { name, status }: ListQuery,
  { profileId }: RequestFilter,
): Promise<readonly Request[]> {
  if (status !== null && status !== 'pending') return [];
  return (await findVotes(deps, user)).filter(
    (request) =>
      (profileId === undefined || request.snapshot.profile.id === profileId) &&
      (name === null || isNamed(request, name)),
  );
}

function pageOf(found: readonly Request[], skip: number, isAll = true): ListedRequests {
  return { kind: 'listed', requests: found.slice(skip, skip + PAGE), total: found.length, isAll };
}

/** Those with the whole name, however old, and the newest of all that have the text in one. */
async function searchByName(
  deps: ListRequestsDeps,
  filter: RequestFilter,
  name: string,
  skip: number,
): Promise<ListedRequests> {
  const range = { skip: 0, limit: MOST_READ };
  const [whole, newest] = await Promise.all([
    deps.requests.find({ ...filter, name }, range),
    deps.requests.find(filter, range),
  ]);
  const found = await readRequests(deps, [...new Set([...newest.ids, ...whole.ids])]);
  const named = found.filter((request) => isNamed(request, name)).sort((a, b) => b.createdAt - a.createdAt);
  return pageOf(named, skip, newest.isAll && newest.total <= MOST_READ);
}

function isNamed({ snapshot }: Request, part: string): boolean {
  const wanted = part.toLowerCase();
  const names = [snapshot.commonName, ...snapshot.names.map(formatName)];
  return names.some((name) => name.toLowerCase().includes(wanted));
}
