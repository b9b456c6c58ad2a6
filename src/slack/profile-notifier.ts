import type { WebClient } from '@slack/web-api';
import type { ProfileNotifier } from '../workflow/announce-profile.js';
import { reach } from './reach.js';
import { renderProfileNews } from './render/render-profile-news.js';

const quiet = { unfurl_links: false, unfurl_media: false } as const;

/** Tells profile news over the Web API. */
export function createProfileNotifier(client: WebClient): ProfileNotifier {
  return {
    tell: (channel, item) =>
      reach(async () => {
        const { ts } = await client.chat.postMessage({ channel, ...renderProfileNews(item), ...quiet });
        if (!ts) throw new Error('chat.postMessage answered without a ts');
        return { ts };
      }),
    closeCard: (place, item) => reach(() => client.chat.update({ ...place, ...renderProfileNews(item) })),
    async directChannel(user) {
      const { channel } = await client.conversations.open({ users: user });
      if (!channel?.id) throw new Error('conversations.open answered without a channel');
      return channel.id;
    },
  };
}
