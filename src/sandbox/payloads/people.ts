import type { Channel, Team, User } from '../workspace/workspace.js';
import type { World } from '../world.js';

/** Who did it, as interaction payloads say: with the user's own team, which for an outsider is another. */
export function userPart(user: User): Record<string, string> {
  return { id: user.id, username: user.name, name: user.name, team_id: user.team.id };
}

export function teamPart(team: Team): Record<string, string> {
  return { id: team.id, domain: team.domain };
}

/** What every interaction carries. `token` is the old verification token, which means nothing. */
export function commonPart(world: World, user: User): Record<string, unknown> {
  return {
    token: 'verification-token-is-deprecated',
    api_app_id: world.workspace.appId,
    team: teamPart(world.workspace.team),
    enterprise: null,
    is_enterprise_install: false,
    user: userPart(user),
  };
}

/** A channel's name as commands carry it: private ones and direct messages have none to show. */
export function commandChannelName(channel: Channel): string {
  if (channel.kind === 'im') return 'directmessage';
  return channel.kind === 'private' ? 'privategroup' : channel.name;
}

export function channelPart(channel: Channel): Record<string, string> {
  return { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.name };
}
