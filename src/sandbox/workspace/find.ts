import type { Channel, Message, User, Workspace } from './workspace.js';

/** The user of that name (with or without @), or of that id. */
export function findUser(workspace: Workspace, name: string): User | undefined {
  const bare = name.replace(/^@/, '');
  return [...workspace.users.values()].find((user) => user.name === bare || user.id === bare);
}

/** The channel of that name (with or without #), `@eve` for eve's messages with the app, or an id. */
export function findChannel(workspace: Workspace, name: string): Channel | undefined {
  const bare = name.replace(/^#/, '');
  return [...workspace.channels.values()].find((channel) => channel.name === bare || channel.id === bare);
}

/** The direct messages between the app and this user. */
export function directMessages(workspace: Workspace, userId: string): Channel | undefined {
  return [...workspace.channels.values()].find(
    (channel) => channel.kind === 'im' && channel.members.has(userId) && userId !== workspace.bot.id,
  );
}

/** The message that everyone in the channel sees, or undefined; ephemeral ones are found by nobody. */
export function findMessage(channel: Channel, ts: string): Message | undefined {
  return channel.messages.find((message) => message.ts === ts && message.ephemeralTo === undefined);
}

/** The name of a user, `slackbot` for Slack itself. */
export function nameOf(workspace: Workspace, userId: string): string {
  return workspace.users.get(userId)?.name ?? (userId === 'USLACKBOT' ? 'slackbot' : userId);
}
