import type { WebClient } from '@slack/web-api';
import type { Blocks } from './blocks.js';

/** A message as it is posted; without blocks its text is mrkdwn of ours. */
export type PostedMessage = {
  readonly channel: string;
  readonly thread_ts?: string;
  readonly text: string;
  readonly blocks?: Blocks;
};

/** Posts a message in which no link unfolds: links in it may be anybody's. Throws what Slack says. */
export async function postMessage(
  client: WebClient,
  message: PostedMessage,
): Promise<{ readonly ts: string }> {
  const { ts } = await client.chat.postMessage({ ...message, unfurl_links: false, unfurl_media: false });
  if (!ts) throw new Error('chat.postMessage answered without a ts');
  return { ts };
}
