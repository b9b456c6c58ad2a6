import { describeMessage, describeModals, describeView } from '../client/describe-screen.js';
import { nameOf } from '../workspace/find.js';
import type { User } from '../workspace/workspace.js';
import type { World } from '../world.js';

/** Everything on everyone's screen, or with a user only what that one sees. */
export function describeState(world: World, viewer?: User): Record<string, unknown> {
  const { workspace } = world;
  const homes = [...workspace.homes.values()].filter((home) => !viewer || home.user === viewer.id);
  return {
    team: { id: workspace.team.id, name: workspace.team.domain },
    app: { name: workspace.bot.name, user_id: workspace.bot.id },
    users: [...workspace.users.values()].map(({ id, name }) => ({ id, name })),
    usergroups: [...workspace.userGroups.values()].map(({ id, handle, users }) => ({
      id,
      name: handle,
      members: users.map((user) => nameOf(workspace, user)),
    })),
    channels: describeChannels(world, viewer),
    views: describeModals(world, viewer),
    homes: homes.map((home) => describeView(world, home)),
    notices: workspace.notices
      .filter((notice) => !viewer || notice.user === viewer.id)
      .map((notice) => ({ ...notice, user: nameOf(workspace, notice.user) })),
  };
}

function describeChannels(world: World, viewer: User | undefined): Record<string, unknown>[] {
  const { workspace } = world;
  return [...workspace.channels.values()]
    .filter((channel) => !viewer || channel.members.has(viewer.id))
    .map((channel) => ({
      id: channel.id,
      name: channel.name,
      kind: channel.kind,
      archived: channel.archived,
      members: [...channel.members].map((id) => nameOf(workspace, id)),
      messages: channel.messages
        .filter(({ ephemeralTo }) => !viewer || ephemeralTo === undefined || ephemeralTo === viewer.id)
        .map((message) => describeMessage(world, channel, message)),
    }));
}
