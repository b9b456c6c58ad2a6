import { setTimeout as sleep } from 'node:timers/promises';
import { WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import type { Announcement } from '../domain/announcement.js';
import { fullChainPem } from '../domain/certificate.js';
import type { Roster } from '../domain/person.js';
import type { Request } from '../domain/request.js';
import type { Notifier, Reached, Unreachable } from '../workflow/notifier.js';
import { renderAnnouncement } from './render/render-announcement.js';
import { renderDetails } from './render/render-details.js';
import { certificateFileName, renderProof } from './render/render-proof.js';
import { renderRequest } from './render/render-request.js';
import { slackErrorName } from './slack-failure.js';
import { uploadFile } from './upload-file.js';

/** Slack's refusals that no retry mends (slack-platform: chat.postMessage, chat.update, files). */
const unreachable = {
  not_in_channel: 'not-a-member',
  channel_not_found: 'not-found',
  is_archived: 'archived',
  restricted_action: 'not-a-member',
  message_not_found: 'gone',
  thread_not_found: 'gone',
  cant_update_message: 'gone',
  edit_window_closed: 'gone',
} as const satisfies Record<string, Unreachable['why']>;

const quiet = { unfurl_links: false, unfurl_media: false } as const;

/**
 * The notifier over the Web API: cards, threads and files as Slack shows them. `admins` are called where a
 * request needs one.
 */
export function createNotifier(client: WebClient, admins: Roster): Notifier {
  return {
    postCard: (channel, request, isFallback) =>
      reach(async () => {
        const card = renderRequest(request, isFallback);
        const { ts } = await client.chat.postMessage({ channel, ...card, ...quiet });
        return { ts: needed(ts, 'chat.postMessage') };
      }),
    updateCard: ({ channel, ts }, request) =>
      reach(() => client.chat.update({ channel, ts, ...renderRequest(request) })),
    post: ({ channel, ts }, request, announcement) =>
      reach(async () => {
        const text = renderAnnouncement(request, announcement, admins);
        const thread = ts === null ? {} : { thread_ts: ts };
        const posted = await client.chat.postMessage({ channel, text, ...thread, ...quiet });
        return { ts: needed(posted.ts, 'chat.postMessage') };
      }),
    upload: (place, request, announcement, upload) =>
      reach(async () => ({ fileId: await uploadFile(client, place, fileOf(request, announcement), upload) })),
    async directChannel(user) {
      const { channel } = await client.conversations.open({ users: user });
      return needed(channel?.id, 'conversations.open');
    },
  };
}

function fileOf(
  request: Request,
  announcement: Announcement,
): { name: string; content: string; comment: string } {
  if (announcement.kind === 'details') {
    const comment = 'All that is asked for: the card has no room for it. Approvers, please read this file.';
    return { name: `request-${request.id}.txt`, content: renderDetails(request), comment };
  }
  if (request.status !== 'issued') throw new Error(`request ${request.id} has no certificate to upload`);
  return {
    name: certificateFileName(request),
    content: fullChainPem(request.certificate),
    comment: renderProof(request),
  };
}

function needed(value: string | undefined, method: string): string {
  if (value === undefined) throw new Error(`${method} answered without what it promises`);
  return value;
}

/** Longer than this a job does not sleep: its own next try comes. */
const LONGEST_WAIT_S = 20;

/** Calls again once, after the pause that Slack asked for with 429. */
async function whenAllowed<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (err) {
    if (!(err instanceof WebAPIRateLimitedError) || err.retryAfter > LONGEST_WAIT_S) throw err;
    await sleep(err.retryAfter * 1000);
    return call();
  }
}

async function reach<T extends object>(call: () => Promise<T>): Promise<Reached<T>> {
  try {
    return { ok: true, ...(await whenAllowed(call)) };
  } catch (err) {
    const name = slackErrorName(err);
    const why = Object.entries(unreachable).find(([known]) => known === name)?.[1];
    if (why) return { ok: false, why };
    throw err;
  }
}
