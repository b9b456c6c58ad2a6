import type { WebClient } from '@slack/web-api';
import type { Announcement } from '../domain/announcement.js';
import { fullChainPem } from '../domain/certificate.js';
import type { Roster } from '../domain/person.js';
import type { Request } from '../domain/request.js';
import type { Notifier } from '../workflow/notifier.js';
import type { ProgressStore } from '../workflow/ports.js';
import { codeText } from './escape.js';
import { openDirectChannel } from './open-direct-channel.js';
import { postMessage } from './post-message.js';
import { reach } from './reach.js';
import { keyOffer } from './render/made-key-words.js';
import { renderAnnouncement } from './render/render-announcement.js';
import { renderDetails } from './render/render-details.js';
import { certificateFileName, renderProof } from './render/render-proof.js';
import { renderRequest } from './render/render-request.js';
import { retiredCard } from './render/retired-card.js';
import { messageOf, partsOf } from './render/words.js';
import { uploadFile } from './upload-file.js';

export type NotifierDeps = {
  readonly client: WebClient;
  /** Called where a request needs one. */
  readonly admins: Roster;
  readonly progress: Pick<ProgressStore, 'read'>;
};

/** The notifier over the Web API: cards, threads and files as Slack shows them. */
export function createNotifier({ client, admins, progress }: NotifierDeps): Notifier {
  /** A card without its progress is better than none. */
  const progressOf = async ({ status, id }: Request) =>
    status === 'issuing' ? progress.read(id).catch(() => null) : null;
  return {
    postCard: (channel, request, isFallback) =>
      reach(async () => {
        const card = renderRequest(request, { isFallback, progress: await progressOf(request) });
        return postMessage(client, { channel, ...card });
      }),
    updateCard: ({ channel, ts }, request) =>
      reach(async () => {
        const card = renderRequest(request, { progress: await progressOf(request) });
        return client.chat.update({ channel, ts, ...card });
      }),
    retireCard: ({ channel, ts }, request, standing) =>
      reach(async () => {
        const { permalink } = await client.chat.getPermalink({
          channel: standing.channel,
          message_ts: standing.ts,
        });
        const card = retiredCard(request, { channel: standing.channel, link: permalink ?? null });
        return client.chat.update({ channel, ts, ...card });
      }),
    post: ({ channel, ts }, request, announcement) =>
      reach(async () => {
        const words = renderAnnouncement(request, announcement, admins);
        const said = messageOf(ts === null ? [`${aboutWords(request)} `, ...partsOf(words)] : words);
        const thread = ts === null ? {} : { thread_ts: ts };
        return postMessage(client, { channel, ...said, ...thread });
      }),
    upload: (place, request, announcement, upload) =>
      reach(async () => {
        const file = fileOf(request, announcement);
        const comment = place.ts === null ? `${aboutWords(request)} ${file.comment}` : file.comment;
        return { fileId: await uploadFile(client, place, { ...file, comment }, upload) };
      }),
    tell: (user, request, announcement) =>
      reach(async () => {
        const channel = await openDirectChannel(client, user);
        const words = renderAnnouncement(request, announcement, admins);
        const said = announcement.kind === 'key-waits' ? keyOffer(request) : messageOf(words);
        return postMessage(client, { channel, ...said });
      }),
    settleOffer: (user, ts, request) =>
      reach(async () => {
        const channel = await openDirectChannel(client, user);
        return client.chat.update({ channel, ts, ...keyOffer(request) });
      }),
    directChannel: (user) => reach(async () => ({ channel: await openDirectChannel(client, user) })),
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

/** Which request it is about, where no thread says so. */
function aboutWords({ id, snapshot }: Request): string {
  return `*Request* \`${id}\` for ${codeText(snapshot.commonName, 200)}:`;
}
