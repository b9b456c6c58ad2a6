import { z } from 'zod';
import type { User, UserGroup } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { flag, text } from './arguments.js';
import { method, refuse } from './method.js';
import { hasScope } from './reachable-channel.js';

/** users.info; a deactivated user is `deleted`, one of another workspace `is_stranger`. */
export const usersInfo = method({
  name: 'users.info',
  token: 'bot',
  scopes: ['users:read'],
  tier: 4,
  args: z.strictObject({ user: text, include_locale: flag.optional() }),
  run: (world, args) => {
    const user = world.workspace.users.get(args.user);
    return user ? { ok: true, user: userPayload(world, user) } : refuse('user_not_found');
  },
});

/** usergroups.list (paid plans only at Slack). */
export const usergroupsList = method({
  name: 'usergroups.list',
  token: 'bot',
  scopes: ['usergroups:read'],
  tier: 2,
  args: z.strictObject({
    include_count: flag.optional(),
    include_disabled: flag.optional(),
    include_users: flag.optional(),
  }),
  run: (world, args) => ({
    ok: true,
    usergroups: [...world.workspace.userGroups.values()].map((group) => ({
      ...groupPayload(world, group),
      ...(args.include_count ? { user_count: group.users.length } : {}),
      ...(args.include_users ? { users: group.users } : {}),
    })),
  }),
});

/** usergroups.users.list: the ids of a group's members. */
export const usergroupsUsersList = method({
  name: 'usergroups.users.list',
  token: 'bot',
  scopes: ['usergroups:read'],
  tier: 2,
  args: z.strictObject({ usergroup: text, include_disabled: flag.optional() }),
  run: (world, args) => {
    const group = world.workspace.userGroups.get(args.usergroup);
    return group ? { ok: true, users: group.users } : refuse('no_such_subteam');
  },
});

/** A user object; the e-mail address only with users:read.email. */
function userPayload(world: World, user: User): Record<string, unknown> {
  const email = hasScope(world, 'users:read.email') ? { email: `${user.name}@example.com` } : {};
  return {
    id: user.id,
    team_id: user.team.id,
    name: user.name,
    deleted: user.deleted,
    real_name: user.realName,
    tz: 'Etc/UTC',
    tz_label: 'Coordinated Universal Time',
    tz_offset: 0,
    profile: { real_name: user.realName, display_name: user.name, team: user.team.id, ...email },
    is_bot: user.isBot,
    is_app_user: false,
    ...(user.isStranger ? { is_stranger: true } : {}),
    ...(user.deleted
      ? {}
      : {
          is_admin: false,
          is_owner: false,
          is_primary_owner: false,
          is_restricted: user.isRestricted,
          is_ultra_restricted: false,
        }),
    updated: 0,
  };
}

function groupPayload(world: World, group: UserGroup): Record<string, unknown> {
  return {
    id: group.id,
    team_id: world.workspace.team.id,
    is_usergroup: true,
    is_subteam: true,
    name: group.name,
    handle: group.handle,
    description: '',
    is_external: false,
    date_create: 0,
    date_update: 0,
    date_delete: 0,
  };
}
