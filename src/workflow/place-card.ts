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

/**
 * Posts the card in its channel; where the bot may not, in a direct message to the requester. No place in what
 * it gives: nobody can be reached, not even they.
 */
export async function placeCard(
  deps: PlaceCardDeps,
  request: Request,
  thread: ThreadRecord,
): Promise<ThreadRecord> {
  const place = await postInChannel(deps, request);
  if (place) return save(deps, placed(thread, request, place));
  const { requester, id } = request;
  const direct = await deps.notifier.directChannel(requester.user);
  const posted = direct.ok ? await deps.notifier.postCard(direct.channel, request, true) : direct;
  if (!direct.ok || !posted.ok) {
    deps.log.warn({ requestId: id, user: requester.user }, 'neither channel nor requester can be reached');
    return save(deps, { ...thread, place: null });
  }
  const astray = { isFallback: true, tries: 0, triedAt: deps.clock.now() };
  return save(deps, placed(thread, request, { channel: direct.channel, ts: posted.ts, ...astray }));
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

/** True where no approver sees the card of a request that still needs people: it has to go to its channel. */
export function isAstray(request: Request, { place }: ThreadRecord): boolean {
  return (place?.isFallback ?? true) && !isFinished(request);
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
  return { ...thread, place, shownRevision: request.revision, isStale: false };
}

async function save(deps: PlaceCardDeps, thread: ThreadRecord): Promise<ThreadRecord> {
  await deps.threads.save(thread);
  return thread;
}
