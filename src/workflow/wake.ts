import type { Request } from '../domain/request.js';
import type { AnnounceQueue, EventLog, IssueQueue } from './ports.js';

export type WakeDeps = {
  readonly issueQueue: IssueQueue;
  readonly announceQueue: AnnounceQueue;
  readonly log: EventLog;
};

/**
 * A worker that is free takes up what was approved sooner than that, and the card says at once that it is issuing:
 * one call to Slack less, and no announcer that is in the way of the next.
 */
const APPROVED_AFTER_MS = 150;

/**
 * Tells the announcer, and a worker when a run is due, that the request changed. Never throws: the fact is
 * stored, and recovery finds what a lost wake-up left behind.
 */
export async function wake(deps: WakeDeps, request: Request): Promise<void> {
  const isApproved = request.status === 'approved';
  const calls = [deps.announceQueue.add(request.id, request.revision, isApproved ? APPROVED_AFTER_MS : 0)];
  if (isApproved) calls.push(deps.issueQueue.add(request.id, request.runs.length + 1));
  for (const result of await Promise.allSettled(calls)) {
    if (result.status === 'rejected') {
      deps.log.warn({ requestId: request.id, err: result.reason }, 'wake-up lost, recovery will find it');
    }
  }
}
