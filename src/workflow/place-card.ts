import { cardChannels } from '../domain/card-channels.js';
import { isFinished } from '../domain/finished-request.js';
import type { Request } from '../domain/request.js';
import type { ThreadRecord } from '../domain/thread-record.js';
import type { Notifier } from './notifier.js';
import type { Clock, EventLog, ThreadStore } from './ports.js';

export type PlaceCardDeps = {
  readonly threads: ThreadStore;
  readonly notifier: Notifier;
  readonly log: EventLog;
  readonly clock: Clock;
  /** The first pause before a card that went to the requester is tried in its channel again. */
  readonly cardReturnMs: number;
};

type CardPlace = NonNullable<ThreadRecord['place']>;

/** Posts the card in its channel; where the bot may not, in a direct message to the requester. */
export async function placeCard(
  deps: PlaceCardDeps,
  request: Request,
  thread: ThreadRecord,
): Promise<ThreadRecord> {
  const place = await postInChannel(deps, request);
  if (place) return save(deps, placed(thread, request, place));
  const { requester, id } = request;
  const direct = await deps.notifier.directChannel(requester.user);
  const posted = await deps.notifier.postCard(direct, request, true);
  if (!posted.ok) throw new Error(`neither channel nor DM can be reached for ${id}`);
  const triedAt = deps.clock.now();
  const fallback = { channel: direct, ts: posted.ts, isFallback: true, tries: 0, triedAt };
  return save(deps, placed(thread, request, fallback));
}

async function postInChannel(deps: PlaceCardDeps, request: Request): Promise<CardPlace | null> {
  for (const channel of cardChannels(request.snapshot, request.askedIn)) {
    const posted = await deps.notifier.postCard(channel, request, false);
    if (posted.ok) return { channel, ts: posted.ts, isFallback: false, tries: 0, triedAt: 0 };
    deps.log.warn(
      { requestId: request.id, channel, why: posted.why },
      'card cannot be posted in the channel',
    );
  }
  return null;
}

/** True for a card where no approver sees it, of a request that still needs people: it has to go to its channel. */
export function isAstray(request: Request, { place }: ThreadRecord): boolean {
  return (place?.isFallback ?? false) && !isFinished(request);
}

// With the first pause at half a minute, an /invite helps within five.
const LONGEST_PAUSES = 10;

/**
 * Tries to bring a card that went to the requester back to its channel, at a spacing that grows. What approvers
 * have to read is said again there, and the old card says where it went.
 */
export async function returnCard(
  deps: PlaceCardDeps,
  request: Request,
  thread: ThreadRecord,
): Promise<ThreadRecord> {
  const { place: old } = thread;
  const now = deps.clock.now();
  if (!old || now < old.triedAt + deps.cardReturnMs * Math.min(2 ** old.tries, LONGEST_PAUSES)) return thread;
  const place = await postInChannel(deps, request);
  if (!place) return save(deps, { ...thread, place: { ...old, tries: old.tries + 1, triedAt: now } });
  const isForApprovers = ([key]: [string, string]) => key.startsWith('details-');
  const announced = Object.entries(thread.announced).filter((entry) => !isForApprovers(entry));
  const next = placed({ ...thread, announced: Object.fromEntries(announced) }, request, place);
  await save(deps, next);
  await deps.notifier.retireCard(old, request, place);
  return next;
}

function placed(thread: ThreadRecord, request: Request, place: CardPlace): ThreadRecord {
  return { ...thread, place, shownRevision: request.revision };
}

async function save(deps: PlaceCardDeps, thread: ThreadRecord): Promise<ThreadRecord> {
  await deps.threads.save(thread);
  return thread;
}
