import { homeTopics } from '../domain/home-viewer.js';
import type { HomeStore } from './home-store.js';
import type { Clock, EventLog, RequestStore } from './ports.js';

export type TouchHomesDeps = {
  readonly requests: Pick<RequestStore, 'read'>;
  readonly homes: Pick<HomeStore, 'touch'>;
  readonly clock: Clock;
  readonly log: EventLog;
  /** The shortest time between two publications of one Home. */
  readonly homePauseMs: number;
};

/** A request changed: the Homes that show it, of people who look at them, are due. Never throws. */
export async function touchHomes(deps: TouchHomesDeps, requestId: string): Promise<void> {
  try {
    const request = await deps.requests.read(requestId);
    if (!request) return;
    await deps.homes.touch(homeTopics(request), { now: deps.clock.now(), pauseMs: deps.homePauseMs });
  } catch (err) {
    deps.log.warn({ requestId, err }, 'homes not marked, they show it when they are opened again');
  }
}
