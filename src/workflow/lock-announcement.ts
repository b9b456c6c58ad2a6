import { setTimeout as sleep } from 'node:timers/promises';
import type { EventLog, Lock, ThreadStore } from './ports.js';

type Deps = { readonly threads: ThreadStore; readonly log: EventLog; readonly lockMs: number };

/** Another process is announcing this request; it, or a later try, will show the newest state. */
export class AnnouncerBusy extends Error {}

export type AnnouncementLock = {
  /** Throws when the lock ended meanwhile, as it does for a process that slept: others may be announcing. */
  ensureHeld(): void;
  release(): Promise<void>;
};

/**
 * The one announcer of a request, for as long as it takes: renewed until released, so that a slow Slack does not
 * let a second one in, and short, so that the thread of an announcer that died is soon taken up. Waits a little
 * for whoever is announcing: a few calls to Slack, most of the time.
 */
export async function lockAnnouncement(deps: Deps, requestId: string): Promise<AnnouncementLock> {
  for (let tries = 0; tries < 40; tries++) {
    const lock = await deps.threads.lock(requestId, deps.lockMs);
    if (lock) return held(deps, requestId, lock);
    await sleep(25 + 5 * tries);
  }
  throw new AnnouncerBusy(requestId);
}

function held({ log, lockMs }: Deps, requestId: string, lock: Lock): AnnouncementLock {
  let until = performance.now() + lockMs;
  const renew = async () => {
    const asked = performance.now();
    try {
      until = (await lock.renew(lockMs)) ? asked + lockMs : 0;
    } catch (err) {
      log.warn({ requestId, err }, 'announcement lock not renewed');
    }
  };
  const timer = setInterval(renew, lockMs / 3);
  return {
    ensureHeld() {
      if (performance.now() >= until) throw new AnnouncerBusy(requestId);
    },
    async release() {
      clearInterval(timer);
      await lock.release();
    },
  };
}
