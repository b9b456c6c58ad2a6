import type { WebClient } from '@slack/web-api';

/** The id of the direct message channel with a user. Throws what Slack says. */
export async function openDirectChannel(client: WebClient, user: string): Promise<string> {
  const { channel } = await client.conversations.open({ users: user });
  if (!channel?.id) throw new Error('conversations.open answered without a channel');
  return channel.id;
}
