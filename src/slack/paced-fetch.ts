import type { FetchFunction } from '@slack/web-api';
import type { CallBudget, CallLane } from '../workflow/call-budget.js';
import type { EventLog } from '../workflow/ports.js';
import { laneOf } from './call-lane.js';

/** A budget that cannot be asked in this time is not waited for: the call matters more. */
const ASK_MS = 50;

type Deps = {
  readonly budget: CallBudget;
  readonly log: EventLog;
  /** `spare`: what is called for may as well be left out, so it is, as with a 429, unless there is plenty of room. */
  readonly priority: 'first' | 'spare';
};

/**
 * The fetch of a Web API client that shares one budget per method with all processes. Where Slack asked one of them to
 * hold back, all are answered with its 429 without asking Slack again; a call that matters is never held up otherwise.
 */
export function createPacedFetch({ budget, log, priority }: Deps): FetchFunction {
  const failed = (what: string) => (err: unknown) =>
    void log.warn({ err }, `${what} the budget of calls failed`);
  const waitOf = async (lane: CallLane): Promise<number> => {
    if (priority === 'spare') return (await budget.spare(lane)) ? 0 : 1000;
    const heldMs = await within(ASK_MS, budget.heldFor(lane));
    if (heldMs === 0) budget.count(lane).catch(failed('counting for'));
    return heldMs;
  };
  return async (url, init) => {
    const form = typeof init?.body === 'string' ? init.body : '';
    const lane = laneOf(String(url), form);
    const waitMs = await waitOf(lane).catch((err: unknown) => {
      failed('asking')(err);
      return priority === 'spare' ? 1000 : 0;
    });
    if (waitMs > 0) return tooManyRequests(waitMs);
    const response = await fetch(url, init);
    const seconds = response.status === 429 ? Number(response.headers.get('retry-after')) : 0;
    if (seconds > 0) budget.holdBack(lane, seconds * 1000).catch(failed('holding'));
    return response;
  };
}

function tooManyRequests(waitMs: number): Response {
  const headers = { 'retry-after': String(Math.ceil(waitMs / 1000)) };
  return new Response('{"ok":false,"error":"ratelimited"}', { status: 429, headers });
}

/** The answer, or 0 if it takes too long. */
async function within(ms: number, answer: Promise<number>): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<number>((resolve) => {
    timer = setTimeout(() => resolve(0), ms);
  });
  answer.catch(() => undefined);
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
