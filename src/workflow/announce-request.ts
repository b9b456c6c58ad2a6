import { type Announcement, announcementsOf } from '../domain/announcement.js';
import type { Request } from '../domain/request.js';
import type { ThreadRecord } from '../domain/thread-record.js';
import { type AnnouncementLock, lockAnnouncement } from './lock-announcement.js';
import type { Notifier, Reached } from './notifier.js';
import type { EventLog, RequestStore, ThreadStore } from './ports.js';
import { settleKeyOffer } from './settle-key-offer.js';
import { tellDirectly } from './tell-directly.js';

export type AnnounceRequestDeps = {
  readonly requests: RequestStore;
  readonly threads: ThreadStore;
  readonly notifier: Notifier;
  readonly log: EventLog;
  readonly lockMs: number;
};

/**
 * Makes the newest state of a request visible: the card, then what the thread has not said yet. Remembers each
 * step once it is done, so that a retry goes on where this one stopped. Throws when trying again can help.
 */
export async function announceRequest(deps: AnnounceRequestDeps, requestId: string): Promise<void> {
  const lock = await lockAnnouncement(deps, requestId);
  try {
    for (let shown = -1; ; ) {
      const request = await deps.requests.read(requestId);
      if (!request || request.revision === shown) return;
      await show(deps, request, lock);
      shown = request.revision;
      await deps.requests.settleAnnouncement(requestId, shown);
    }
  } finally {
    await lock.release();
  }
}

async function show(deps: AnnounceRequestDeps, request: Request, lock: AnnouncementLock): Promise<void> {
  const known = await deps.threads.read(request.id);
  const stood = known?.place ? known : await placeCard(deps, request, known ?? emptyThread(request.id));
  let thread = stood;
  for (const announcement of announcementsOf(request)) {
    if (Object.hasOwn(thread.announced, announcement.key)) continue;
    lock.ensureHeld();
    const said = await say(deps, request, thread, announcement);
    thread = await save(deps, {
      ...(said.thread ?? thread),
      announced: { ...thread.announced, [announcement.key]: said.ts },
    });
  }
  lock.ensureHeld();
  if (thread.shownRevision < request.revision) await refreshCard(deps, request, thread);
}

function emptyThread(request: string): ThreadRecord {
  return { format: 1, request, place: null, shownRevision: 0, announced: {}, uploads: {} };
}

async function save(deps: AnnounceRequestDeps, thread: ThreadRecord): Promise<ThreadRecord> {
  await deps.threads.save(thread);
  return thread;
}

/** Posts the card in the profile's channel; where the bot may not, in a direct message to the requester. */
async function placeCard(
  deps: AnnounceRequestDeps,
  request: Request,
  thread: ThreadRecord,
): Promise<ThreadRecord> {
  const { channel } = request.snapshot;
  const posted = await deps.notifier.postCard(channel, request, false);
  if (posted.ok) return save(deps, placed(thread, request, { channel, ts: posted.ts, isFallback: false }));
  deps.log.warn(
    { requestId: request.id, channel, why: posted.why },
    'channel unreachable, card goes to a DM',
  );
  const direct = await deps.notifier.directChannel(request.requester.user);
  const fallback = await deps.notifier.postCard(direct, request, true);
  if (!fallback.ok) throw new Error(`neither channel nor DM can be reached for ${request.id}`);
  return save(deps, placed(thread, request, { channel: direct, ts: fallback.ts, isFallback: true }));
}

function placed(
  thread: ThreadRecord,
  request: Request,
  place: NonNullable<ThreadRecord['place']>,
): ThreadRecord {
  return { ...thread, place, shownRevision: request.revision };
}

/** Brings the card up to date; one that somebody deleted is posted anew. */
async function refreshCard(deps: AnnounceRequestDeps, request: Request, thread: ThreadRecord): Promise<void> {
  if (!thread.place) return;
  const updated = await deps.notifier.updateCard(thread.place, request);
  if (updated.ok) {
    await save(deps, { ...thread, shownRevision: request.revision });
  } else if (updated.why === 'gone') {
    await placeCard(deps, request, thread);
  } else {
    deps.log.warn({ requestId: request.id, why: updated.why }, 'card can no longer be updated');
    await save(deps, { ...thread, shownRevision: request.revision });
  }
}

type Said = { readonly ts: string; readonly thread?: ThreadRecord };

async function say(
  deps: AnnounceRequestDeps,
  request: Request,
  thread: ThreadRecord,
  announcement: Announcement,
): Promise<Said> {
  if ('user' in announcement) return tellDirectly(deps, request, announcement);
  if (announcement.kind === 'key-settled') await settleKeyOffer(deps, request, thread);
  const { place } = thread;
  if (!place) throw new Error(`request ${request.id} has no card yet`);
  const said = await sayIn(deps, request, thread, announcement, place);
  if (said.ok) return said;
  if (said.why === 'gone') {
    const anew = await placeCard(deps, request, thread);
    const there = anew.place && (await sayIn(deps, request, anew, announcement, anew.place));
    if (there?.ok) return { ...there, thread: there.thread ?? anew };
  }
  deps.log.warn(
    { requestId: request.id, key: announcement.key, why: said.why },
    'thread unreachable, DM instead',
  );
  const channel = await deps.notifier.directChannel(request.requester.user);
  const direct = await sayIn(deps, request, thread, announcement, { channel, ts: null });
  if (!direct.ok) throw new Error(`neither thread nor DM can be reached for ${request.id}`);
  return direct;
}

async function sayIn(
  deps: AnnounceRequestDeps,
  request: Request,
  thread: ThreadRecord,
  announcement: Announcement,
  place: { readonly channel: string; readonly ts: string | null },
): Promise<Reached<Said>> {
  const isFile = announcement.kind === 'certificate' || announcement.kind === 'details';
  if (!isFile) return deps.notifier.post(place, request, announcement);
  const slot = `${announcement.key}:${place.channel}`;
  let latest = thread;
  const uploaded = await deps.notifier.upload(place, request, announcement, {
    fileId: thread.uploads[slot] ?? null,
    async remember(fileId) {
      latest = await save(deps, { ...thread, uploads: { ...thread.uploads, [slot]: fileId } });
    },
  });
  return uploaded.ok ? { ok: true, ts: uploaded.fileId, thread: latest } : uploaded;
}
