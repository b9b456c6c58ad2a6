import type { WebClient } from '@slack/web-api';
import type { ProfileNotifier } from '../workflow/announce-profile.js';
import { openDirectChannel } from './open-direct-channel.js';
import { postMessage } from './post-message.js';
import { reach } from './reach.js';
import { renderProfileNews } from './render/render-profile-news.js';

/** Tells profile news over the Web API. */
export function createProfileNotifier(client: WebClient): ProfileNotifier {
  return {
    tell: (channel, item) => reach(() => postMessage(client, { channel, ...renderProfileNews(item) })),
    closeCard: (place, item) => reach(() => client.chat.update({ ...place, ...renderProfileNews(item) })),
    directChannel: (user) => reach(async () => ({ channel: await openDirectChannel(client, user) })),
  };
}
