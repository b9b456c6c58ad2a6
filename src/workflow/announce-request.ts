import { type Announcement, announcementsOf, isResult } from '../domain/announcement.js';
import { resultsGoDirectly } from '../domain/card-channels.js';
import type { Request } from '../domain/request.js';
import type { ThreadRecord } from '../domain/thread-record.js';
import { type AnnouncementLock, lockAnnouncement } from './lock-announcement.js';
import type { Reached } from './notifier.js';
import { isAstray, type PlaceCardDeps, placeCard, returnCard } from './place-card.js';
import type { RequestStore } from './ports.js';
import { settleKeyOffer } from './settle-key-offer.js';
import { tellDirectly } from './tell-directly.js';

export type AnnounceRequestDeps = PlaceCardDeps & {
  readonly requests: RequestStore;
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
      const thread = await show(deps, request, lock);
      shown = request.revision;
      // A card that no approver sees stays due, so that the reconciler asks for it again.
      if (!isAstray(request, thread)) await deps.requests.settleAnnouncement(requestId, shown);
    }
  } finally {
    await lock.release();
  }
}

async function show(
  deps: AnnounceRequestDeps,
  request: Request,
  lock: AnnouncementLock,
): Promise<ThreadRecord> {
  const known = await deps.threads.read(request.id);
  const stood = known?.place ? known : await placeCard(deps, request, known ?? emptyThread(request.id));
  let thread = known?.place && isAstray(request, known) ? await returnCard(deps, request, known) : stood;
  if (!thread.place) return thread;
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
  return thread.shownRevision < request.revision || thread.isStale
    ? refreshCard(deps, request, thread)
    : thread;
}

function emptyThread(request: string): ThreadRecord {
  return { format: 1, request, place: null, shownRevision: 0, announced: {}, uploads: {} };
}

async function save(deps: AnnounceRequestDeps, thread: ThreadRecord): Promise<ThreadRecord> {
  await deps.threads.save(thread);
  return thread;
}

/** Brings the card up to date; one that somebody deleted is posted anew. */
async function refreshCard(
  deps: AnnounceRequestDeps,
  request: Request,
  thread: ThreadRecord,
): Promise<ThreadRecord> {
  if (!thread.place) return thread;
  const updated = await deps.notifier.updateCard(thread.place, request);
  if (!updated.ok && updated.why === 'gone') return placeCard(deps, request, thread);
  if (!updated.ok) {
    // Nothing more is due for it; the next announcement or click tries again.
    deps.log.warn({ requestId: request.id, why: updated.why }, 'card cannot be updated now');
  }
  return save(deps, { ...thread, shownRevision: request.revision, isStale: !updated.ok });
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
  if (isResult(announcement) && resultsGoDirectly(request.snapshot.policy)) {
    const told = await sayDirectly(deps, request, thread, announcement);
    if (told) return told;
  }
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
  const told = await sayDirectly(deps, request, thread, announcement);
  return told ?? { ts: 'unreachable' };
}

/** In a direct message to the requester; null: they cannot be reached. */
async function sayDirectly(
  deps: AnnounceRequestDeps,
  request: Request,
  thread: ThreadRecord,
  announcement: Announcement,
): Promise<Said | null> {
  const direct = await deps.notifier.directChannel(request.requester.user);
  if (!direct.ok) return null;
  const said = await sayIn(deps, request, thread, announcement, { channel: direct.channel, ts: null });
  return said.ok ? said : null;
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
