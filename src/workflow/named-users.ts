import type { Roster } from '../domain/person.js';
import type { Profile } from '../domain/profile.js';

/** Everybody who is named by user id: as admin, or by a profile as approver or requester. Guests may act where they are. */
export function namedUsers(admins: Roster, profiles: readonly Profile[]): Roster {
  const users = profiles.flatMap(({ version }) => {
    const { approvers, policy } = version.settings;
    return [...approvers.users, ...(policy.requesters?.users ?? [])];
  });
  return { users: [...new Set([...admins.users, ...users])], groups: [] };
}
