import type { WebClient } from '@slack/web-api';
import type { Channels } from '../workflow/ports.js';
import { slackErrorName } from './slack-failure.js';

/** Whether the bot can post and upload into a channel (conversations.info). Throws when Slack does not answer. */
export function createChannels(client: WebClient): Channels {
  return {
    async reach(channel) {
      try {
        const { channel: info } = await client.conversations.info({ channel });
        if (info?.is_archived) return { kind: 'archived' };
        return { kind: info?.is_member || info?.is_im ? 'member' : 'not-a-member' };
      } catch (err) {
        if (slackErrorName(err) === 'channel_not_found') return { kind: 'not-found' };
        throw err;
      }
    },
  };
}
