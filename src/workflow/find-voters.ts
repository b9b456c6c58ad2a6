import { missingVotes, spentVoters, type Voters } from '../domain/remind-approvers.js';
import type { RequestIn } from '../domain/request.js';
import type { Directory } from './ports.js';

/** Answers about people, each asked once. */
export type Lookups = {
  standingOf(user: string, team: string): Promise<Awaited<ReturnType<Directory['standing']>>['kind']>;
  membersOf(group: string): Promise<readonly string[]>;
};

/** Asks the directory about each person and each group once, however many requests wait for them. */
export function createLookups({ directory }: { readonly directory: Directory }): Lookups {
  const standings = new Map<string, ReturnType<Lookups['standingOf']>>();
  const members = new Map<string, Promise<readonly string[]>>();
  return {
    standingOf(user, team) {
      const answer = standings.get(user) ?? directory.standing({ user, team }).then(({ kind }) => kind);
      standings.set(user, answer);
      return answer;
    },
    membersOf(group) {
      const answer = members.get(group) ?? directory.membersOf(group);
      members.set(group, answer);
      return answer;
    },
  };
}

/**
 * Who can still vote on a request: active approvers without its requester and those who have voted. Of a group only
 * as many are looked up as are needed. Throws when it could not find out.
 */
export async function findVoters(lookups: Lookups, request: RequestIn<'pending'>): Promise<Voters> {
  const { approvers } = request.snapshot;
  const needed = missingVotes(request);
  const spent = spentVoters(request);
  const able = new Set<string>();
  const isActive = async (user: string, mayBeGuest: boolean) => {
    const standing = await lookups.standingOf(user, request.requester.team);
    return standing === 'member' || (mayBeGuest && standing === 'guest');
  };
  for (const user of approvers.users) {
    if (!spent.has(user) && (await isActive(user, true))) able.add(user);
  }
  const users = [...able];
  const groups: string[] = [];
  for (const group of approvers.groups) {
    let isThere = false;
    for (const user of await lookups.membersOf(group)) {
      if (isThere && able.size >= needed) break;
      if (spent.has(user) || !(able.has(user) || (await isActive(user, false)))) continue;
      isThere = true;
      able.add(user);
    }
    if (isThere) groups.push(group);
  }
  return { able: able.size, needed, waitsFor: { users, groups } };
}
