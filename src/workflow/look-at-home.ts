import { ADMINS, groupTopic, type HomePages, userTopic } from '../domain/home-viewer.js';
import type { Person, Roster } from '../domain/person.js';
import type { Profile } from '../domain/profile.js';
import type { Request, RequestIn } from '../domain/request.js';
import { isOnRoster } from './authorize.js';
import { type FindEndingDeps, findEnding } from './find-ending.js';
import { type FindVotesDeps, findVotes } from './find-votes.js';
import type { Directory, ProfileStore } from './ports.js';
import { readRequests } from './read-requests.js';
import { offerProfiles } from './refuse-requester.js';

export type LookAtHomeDeps = FindVotesDeps &
  FindEndingDeps & {
    readonly profiles: Pick<ProfileStore, 'list'>;
    readonly directory: Directory;
    readonly admins: Roster;
  };

/** One page of a part of the Home, and how many there are in all. */
export type Page<T> = {
  readonly items: readonly T[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
};

/** All that one person's Home shows. */
export type HomeContent = {
  readonly role: HomeRole;
  readonly votes: Page<RequestIn<'pending'>>;
  readonly mine: Page<Request>;
  readonly ending: Page<RequestIn<'issued'>>;
  readonly profiles: Page<Profile>;
};

export type HomeRole = { readonly isAdmin: boolean; readonly isApprover: boolean };

/** Few enough for a view of 100 blocks with all parts full. */
const SIZES = { votes: 8, mine: 8, ending: 6, profiles: 8 } as const satisfies Record<
  keyof HomePages,
  number
>;

/** What this person may do, and which changes their Home has to follow. */
export async function followedBy(
  deps: Pick<LookAtHomeDeps, 'profiles' | 'directory' | 'admins'>,
  { user }: Person,
): Promise<HomeRole & { readonly topics: readonly string[] }> {
  const rosters = (await deps.profiles.list()).map(({ version }) => version.settings.approvers);
  const groups = [...new Set(rosters.flatMap(({ groups }) => groups))];
  const members = await Promise.all(groups.map((group) => deps.directory.membersOf(group)));
  const own = groups.filter((_, index) => members[index]?.includes(user));
  const isAdmin = await isOnRoster(deps, deps.admins, user);
  return {
    isAdmin,
    isApprover: own.length > 0 || rosters.some(({ users }) => users.includes(user)),
    topics: [userTopic(user), ...own.map(groupTopic), ...(isAdmin ? [ADMINS] : [])],
  };
}

/** What a person's Home shows on these pages; a page that is no longer there is the last one. */
export async function lookAtHome(
  deps: LookAtHomeDeps,
  person: Person,
  view: { readonly role: HomeRole; readonly pages: HomePages; readonly now: number },
): Promise<HomeContent> {
  const { role, pages, now } = view;
  const requester = role.isAdmin ? undefined : person.user;
  const [votes, mine, ending, offer] = await Promise.all([
    role.isApprover ? findVotes(deps, person.user) : [],
    pageOfMine(deps, person.user, pages.mine),
    findEnding(deps, { now, ...(requester === undefined ? {} : { requester }) }),
    offerProfiles(deps, person),
  ]);
  return {
    ...{ role, mine },
    votes: pageOf(votes, pages.votes, SIZES.votes),
    ending: pageOf(ending, pages.ending, SIZES.ending),
    profiles: pageOf(offer.usable, pages.profiles, SIZES.profiles),
  };
}

function pageOf<T>(all: readonly T[], wanted: number, size: number): Page<T> {
  const { page, pages } = within(all.length, wanted, size);
  return { items: all.slice((page - 1) * size, page * size), page, pages, total: all.length };
}

function within(
  total: number,
  wanted: number,
  size: number,
): { readonly page: number; readonly pages: number } {
  const pages = Math.max(1, Math.ceil(total / size));
  return { page: Math.min(wanted, pages), pages };
}

async function pageOfMine(
  deps: Pick<LookAtHomeDeps, 'requests'>,
  requester: string,
  wanted: number,
): Promise<Page<Request>> {
  const size = SIZES.mine;
  const at = (page: number) => deps.requests.find({ requester }, { skip: (page - 1) * size, limit: size });
  const first = await at(wanted);
  const { page, pages } = within(first.total, wanted, size);
  const { ids, total } = page === wanted ? first : await at(page);
  return { items: await readRequests(deps, ids), page, pages, total };
}
