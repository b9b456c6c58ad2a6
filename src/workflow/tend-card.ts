import type { Request } from '../domain/request.js';
import type { ThreadRecord } from '../domain/thread-record.js';
import type { AnnounceRequestDeps } from './announce-request.js';
import { lockAnnouncement } from './lock-announcement.js';
import type { Place } from './notifier.js';

/** What became of a card that somebody clicked. */
export type TendedCard = 'stands' | 'updated' | 'adopted' | 'retired' | 'no-such-request';

/**
 * Called with the card that was clicked. One that could not be updated is brought up to date. One that is not the thread's (an older one, or one posted twice when a
 * process died) is taken away by saying where the request goes on; where that other one is gone, this one is
 * adopted. Throws when trying again can help.
 */
export async function adoptOrRetire(
  deps: AnnounceRequestDeps,
  requestId: string,
  clicked: Place,
): Promise<TendedCard> {
  if (needsNothing(await deps.threads.read(requestId), clicked)) return 'stands';
  const lock = await lockAnnouncement(deps, requestId);
  try {
    const request = await deps.requests.read(requestId);
    if (!request) return 'no-such-request';
    const thread = await deps.threads.read(requestId);
    if (needsNothing(thread, clicked)) return 'stands';
    lock.ensureHeld();
    return await tend(deps, request, thread, clicked);
  } finally {
    await lock.release();
  }
}

async function tend(
  deps: AnnounceRequestDeps,
  request: Request,
  thread: ThreadRecord | null,
  clicked: Place,
): Promise<TendedCard> {
  const { id, revision } = request;
  const standing = thread?.place;
  if (thread && isAt(thread, clicked)) {
    if (!(await deps.notifier.updateCard(clicked, request)).ok) return 'stands';
    await deps.threads.save({ ...thread, shownRevision: revision, isStale: false });
    return 'updated';
  }
  if (standing && (await deps.notifier.updateCard(standing, request)).ok) {
    await deps.notifier.retireCard(clicked, request, standing);
    deps.log.info({ requestId: id, channel: clicked.channel }, 'card taken away, another one stands');
    return 'retired';
  }
  const updated = await deps.notifier.updateCard(clicked, request);
  if (!updated.ok) return 'stands';
  const place = { ...clicked, isFallback: clicked.channel.startsWith('D'), tries: 0, triedAt: 0 };
  const empty = { format: 1, request: id, announced: {}, uploads: {} } as const;
  await deps.threads.save({ ...(thread ?? empty), place, shownRevision: revision, isStale: false });
  deps.log.info({ requestId: id, channel: clicked.channel }, 'card adopted');
  return 'adopted';
}

function needsNothing(thread: ThreadRecord | null, clicked: Place): boolean {
  return isAt(thread, clicked) && !thread?.isStale;
}

function isAt(thread: ThreadRecord | null, { channel, ts }: Place): boolean {
  return thread?.place?.channel === channel && thread.place.ts === ts;
}
