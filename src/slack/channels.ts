import type { WebClient } from '@slack/web-api';
import type { ChannelReach, Channels } from '../workflow/ports.js';
import type { LookupCache } from './directory.js';
import { slackErrorName } from './slack-failure.js';

type Deps = { readonly client: WebClient; readonly cache: LookupCache };

// About as long as a form is open, so that opening and sending it ask once.
const TTL_MS = 120_000;

/**
 * Whether the bot can post and upload into a channel (conversations.info, Tier 3). That it can is remembered for
 * two minutes; that it cannot is asked anew, so that an /invite helps at once. Throws when Slack does not answer.
 */
export function createChannels({ client, cache }: Deps): Channels {
  return {
    async reach(channel) {
      const key = `channel:${channel}`;
      if ((await cache.get(key)) !== null) return { kind: 'member' };
      const reach = await askReach(client, channel);
      if (reach.kind === 'member') await cache.set(key, 'true', TTL_MS);
      return reach;
    },
  };
}

async function askReach(client: WebClient, channel: string): Promise<ChannelReach> {
  try {
    const { channel: info } = await client.conversations.info({ channel });
    if (info?.is_archived) return { kind: 'archived' };
    return { kind: info?.is_member || info?.is_im ? 'member' : 'not-a-member' };
  } catch (err) {
    if (slackErrorName(err) === 'channel_not_found') return { kind: 'not-found' };
    throw err;
  }
}
