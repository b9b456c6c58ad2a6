import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Person } from '../domain/person.js';
import type { Directory, Standing } from '../workflow/ports.js';
import { slackErrorName } from './slack-failure.js';

export type UserGroup = { readonly id: string; readonly handle: string };

/** Remembers answers for a short while, for all processes. Values are JSON text. */
export type LookupCache = {
  get(key: string): Promise<string | null>;
  set(key: string, value: string, ttlMs: number): Promise<void>;
};

type Deps = { readonly client: WebClient; readonly cache: LookupCache; readonly team: string };

const MEMBERSHIP_TTL_MS = 30_000;
const memberList = z.array(z.string());

/**
 * Who people are, as Slack says it now: users.info at each act, user group members from a cache of at most half
 * a minute (usergroups.users.list is Tier 2, twenty a minute). Throws when Slack does not answer.
 */
export function createDirectory(deps: Deps): Directory & { groups(): Promise<readonly UserGroup[]> } {
  return {
    standing: (person) => standingOf(deps, person),
    membersOf: (group) => membersOf(deps, group),
    groups: () => listGroups(deps.client),
  };
}

async function standingOf({ client, team }: Deps, person: Person): Promise<Standing> {
  if (person.team !== team) return { kind: 'outsider' };
  const { user } = await client.users.info({ user: person.user });
  if (!user) throw new Error('users.info answered without a user');
  if (user.deleted) return { kind: 'deactivated' };
  if (user.is_bot) return { kind: 'bot' };
  if (user.is_stranger || (user.team_id !== undefined && user.team_id !== team)) return { kind: 'outsider' };
  return { kind: user.is_restricted || user.is_ultra_restricted ? 'guest' : 'member' };
}

async function membersOf({ client, cache }: Deps, group: string): Promise<readonly string[]> {
  const key = `usergroup:${group}`;
  const cached = await cache.get(key);
  if (cached !== null) return memberList.parse(JSON.parse(cached));
  const { users = [] } = await client.usergroups.users.list({ usergroup: group });
  await cache.set(key, JSON.stringify(users), MEMBERSHIP_TTL_MS);
  return users;
}

/** All user groups; none where the workspace's plan has no user groups. */
async function listGroups(client: WebClient): Promise<readonly UserGroup[]> {
  try {
    const { usergroups = [] } = await client.usergroups.list();
    return usergroups.flatMap(({ id, handle }) => (id && handle ? [{ id, handle }] : []));
  } catch (err) {
    const name = slackErrorName(err);
    if (name === 'plan_upgrade_required' || name === 'paid_teams_only') return [];
    throw err;
  }
}
