import { minutesOf, type Progress } from '../domain/progress.js';
import type { Request, RequestIn } from '../domain/request.js';
import { lockAnnouncement } from './lock-announcement.js';
import type { Place } from './notifier.js';
import type { AnnounceQueue, Clock, EventLog, ProgressStore, RequestStore, ThreadStore } from './ports.js';

/** Makes the progress of runs visible while they take their time. */
export type ProgressReporter = {
  /** Follows a run; `say` takes each new line for people, already scrubbed. Neither of them waits or throws. */
  begin(request: RequestIn<'issuing'>): { say(text: string): void; stop(): void };
};

/** Shows the card with progress on it, if there is time for it beside what matters more. */
export type ShowProgress = (
  place: Place,
  request: Request,
  progress: Progress,
) => Promise<'shown' | 'left-out'>;

export type ReportProgressDeps = {
  readonly requests: Pick<RequestStore, 'read'>;
  readonly threads: ThreadStore;
  readonly announceQueue: AnnounceQueue;
  readonly progress: ProgressStore;
  readonly showProgress: ShowProgress;
  readonly clock: Clock;
  readonly log: EventLog;
  /** Cards change at most this often. */
  readonly everyMs: number;
  /** How long one change of a card may take. */
  readonly lockMs: number;
};

/**
 * Once in a while looks whether there is a new line or one more minute, keeps it for whoever shows the card, and shows
 * it. What could not be shown is not tried again: the newest is, next time. A short run is never told of.
 */
export function createProgressReporter(deps: ReportProgressDeps): ProgressReporter {
  return {
    begin(request) {
      let text = '';
      let shown = { text: '', minutes: 0 };
      let isOver = false;
      const look = async (): Promise<void> => {
        const at = deps.clock.now();
        const news = { text, minutes: minutesOf(startOf(request), at) };
        if (news.text === shown.text && news.minutes === shown.minutes) return;
        const progress: Progress = { format: 1, run: request.run, text, at };
        await deps.progress.save(request.id, progress);
        if (await show(deps, request, progress, () => isOver)) shown = news;
      };
      let timer = setTimeout(next, deps.everyMs);
      function next(): void {
        look()
          .catch((err: unknown) => deps.log.warn({ requestId: request.id, err }, 'progress not shown'))
          .finally(() => {
            if (!isOver) timer = setTimeout(next, deps.everyMs);
          });
      }
      return {
        say(line) {
          text = line;
        },
        stop() {
          isOver = true;
          clearTimeout(timer);
        },
      };
    },
  };
}

function startOf({ runs, changedAt }: RequestIn<'issuing'>): number {
  return runs.at(-1)?.startedAt ?? changedAt;
}

/**
 * Under the announcer's lock, so that it never comes after the result: whoever has the lock has something to say that
 * matters more, and a card that does not show the run yet is about to.
 */
async function show(
  deps: ReportProgressDeps,
  { id, run }: RequestIn<'issuing'>,
  progress: Progress,
  isOver: () => boolean,
): Promise<boolean> {
  const until = performance.now() + deps.lockMs;
  const lock = await deps.threads.lock(id, deps.lockMs);
  if (!lock) return false;
  let isCalling = false;
  try {
    const [request, thread] = await Promise.all([deps.requests.read(id), deps.threads.read(id)]);
    const isCurrent = request?.status === 'issuing' && request.run === run;
    if (!isCurrent || isOver() || !thread?.place || thread.shownRevision < request.revision) return false;
    if (performance.now() >= until) return false;
    isCalling = true;
    return (await deps.showProgress(thread.place, request, progress)) === 'shown';
  } finally {
    await lock.release();
    if (isCalling && performance.now() >= until) await showAnew(deps, id);
  }
}

/** A process that slept while it called may have overwritten what others showed meanwhile. */
async function showAnew(deps: ReportProgressDeps, id: string): Promise<void> {
  const lock = await lockAnnouncement(deps, id);
  try {
    const [request, thread] = await Promise.all([deps.requests.read(id), deps.threads.read(id)]);
    if (!request || !thread) return;
    await deps.threads.save({ ...thread, shownRevision: 0 });
    await deps.announceQueue.add(id, request.revision);
  } finally {
    await lock.release();
  }
}
