import type { WebClient } from '@slack/web-api';
import type { EventLog, ThreadStore } from '../workflow/ports.js';
import type { LookupCache } from './directory.js';

/** The address of a request's card, or null while there is none or Slack gives none. */
export type CardLink = (requestId: string) => Promise<string | null>;

type Deps = {
  readonly client: WebClient;
  readonly cache: LookupCache;
  readonly threads: Pick<ThreadStore, 'read'>;
  readonly log: EventLog;
};

/** The address of a message never changes. */
const TTL_MS = 24 * 60 * 60 * 1000;

/**
 * Addresses of cards (chat.getPermalink), remembered for a day for all processes. A link is a convenience: an
 * answer stands without one, so what Slack has against the message is logged and no more.
 */
export function createCardLink({ client, cache, threads, log }: Deps): CardLink {
  return async (requestId) => {
    const place = (await threads.read(requestId))?.place;
    if (!place) return null;
    const key = `permalink:${place.channel}:${place.ts}`;
    const known = await cache.get(key);
    if (known !== null) return known;
    try {
      const { permalink } = await client.chat.getPermalink({ channel: place.channel, message_ts: place.ts });
      if (!permalink) return null;
      await cache.set(key, permalink, TTL_MS);
      return permalink;
    } catch (err) {
      log.warn({ requestId, err }, 'no link to the card');
      return null;
    }
  };
}
