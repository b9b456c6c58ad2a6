import { newResponseUrl } from '../response-url/new-response-url.js';
import { newTrigger } from '../workspace/triggers.js';
import type { Channel, User } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { commandChannelName } from './people.js';

/** A slash command (docs.slack.dev/interactivity/implementing-slash-commands); it knows no thread. */
export function commandPayload(
  world: World,
  typed: { user: User; channel: Channel; command: string; text: string },
): Record<string, unknown> {
  const { user, channel } = typed;
  const { workspace } = world;
  return {
    token: 'verification-token-is-deprecated',
    team_id: workspace.team.id,
    team_domain: workspace.team.domain,
    channel_id: channel.id,
    channel_name: commandChannelName(channel),
    user_id: user.id,
    user_name: user.name,
    command: typed.command,
    text: typed.text,
    api_app_id: workspace.appId,
    is_enterprise_install: 'false',
    response_url: newResponseUrl(world, { channel: channel.id, user: user.id }),
    trigger_id: newTrigger(world, user.id, { channel: channel.id }),
  };
}

/**
 * The text as the app gets it when its manifest says `should_escape`: mentions of people and channels and
 * addresses as entities, `&`, `<` and `>` escaped. A private channel does not tell its name.
 */
export function escapeTyped(world: World, text: string): string {
  const users = new Map([...world.workspace.users.values()].map((user) => [user.name, user]));
  const channels = new Map([...world.workspace.channels.values()].map((channel) => [channel.name, channel]));
  const groups = new Map([...world.workspace.userGroups.values()].map((group) => [group.handle, group]));
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/(?<=^|\s)https?:\/\/\S+/g, (url) => `<${url}>`)
    .replace(/(?<=^|\s)@([\w-]+)/g, (typed, name: string) => {
      const user = users.get(name);
      const group = groups.get(name);
      if (user) return `<@${user.id}>`;
      return group ? `<!subteam^${group.id}|@${group.handle}>` : typed;
    })
    .replace(/(?<=^|\s)#([\w-]+)/g, (typed, name: string) => {
      const channel = channels.get(name);
      if (!channel) return typed;
      return `<#${channel.id}|${channel.kind === 'public' ? channel.name : ''}>`;
    });
}
