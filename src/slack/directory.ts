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

const TTL_MS = 30_000;
const memberList = z.array(z.string());
const groupList = z.array(z.object({ id: z.string(), handle: z.string() }));

/**
 * Who people are, as Slack says it now: users.info at each act, user groups from a cache of at most half a
 * minute (usergroups.* are Tier 2, twenty a minute). Throws when Slack does not answer.
 */
export function createDirectory(deps: Deps): Directory & { groups(): Promise<readonly UserGroup[]> } {
  return {
    standing: (person) => standingOf(deps, person),
    membersOf: (group) => membersOf(deps, group),
    groups: () => remembered(deps, 'usergroups', groupList, () => listGroups(deps.client)),
  };
}

async function standingOf({ client, team }: Deps, person: Person): Promise<Standing> {
  if (person.team !== team) return { kind: 'outsider' };
  const user = await find(client, person.user);
  if (user === 'unknown') return { kind: 'outsider' };
  if (!user) throw new Error('users.info answered without a user');
  if (user.deleted) return { kind: 'deactivated' };
  if (user.is_bot) return { kind: 'bot' };
  if (user.is_stranger || (user.team_id !== undefined && user.team_id !== team)) return { kind: 'outsider' };
  return { kind: user.is_restricted || user.is_ultra_restricted ? 'guest' : 'member' };
}

/** An id that Slack does not know is an answer: an approver who was mistyped or is of another workspace. */
async function find(client: WebClient, user: string) {
  try {
    return (await client.users.info({ user })).user;
  } catch (err) {
    const name = slackErrorName(err);
    if (name === 'user_not_found' || name === 'user_not_visible') return 'unknown';
    throw err;
  }
}

function membersOf(deps: Deps, group: string): Promise<readonly string[]> {
  return remembered(deps, `usergroup:${group}`, memberList, async () => {
    try {
      return (await deps.client.usergroups.users.list({ usergroup: group })).users ?? [];
    } catch (err) {
      if (slackErrorName(err) === 'no_such_subteam') return [];
      throw err;
    }
  });
}

/** The answer kept under `key`, or a new one. */
async function remembered<T>(
  { cache }: Deps,
  key: string,
  schema: z.ZodType<T>,
  ask: () => Promise<T>,
): Promise<T> {
  const known = await cache.get(key);
  if (known !== null) return schema.parse(JSON.parse(known));
  const answer = await ask();
  await cache.set(key, JSON.stringify(answer), TTL_MS);
  return answer;
}

/** All user groups; none where the workspace's plan has no user groups. */
async function listGroups(client: WebClient): Promise<UserGroup[]> {
  try {
    const { usergroups = [] } = await client.usergroups.list();
    return usergroups.flatMap(({ id, handle }) => (id && handle ? [{ id, handle }] : []));
  } catch (err) {
    const name = slackErrorName(err);
    if (name === 'plan_upgrade_required' || name === 'paid_teams_only') return [];
    throw err;
  }
}
