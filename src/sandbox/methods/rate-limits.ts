import type { Clock } from '../clock.js';
import type { Method } from './method.js';

/** Calls a minute (docs.slack.dev/apis/web-api/rate-limits). `special` is "hundreds per minute". */
const perMinute = { 1: 1, 2: 20, 3: 50, 4: 100, special: 300 } as const;
const minute = 60_000;

/** A message a second and channel; Slack tolerates short bursts and does not say how short. */
const messageEvery = 1000;
const messageBurst = 5;

export interface RateLimits {
  /** Counts a call. When it is one too many: after how many seconds the app may try again. */
  take(method: Method, args: Readonly<Record<string, unknown>>): number | undefined;
}

/** Slack's limits for one app in one workspace: by method, and for messages by channel. */
export function makeRateLimits(clock: Clock): RateLimits {
  const calls = new Map<string, number[]>();
  const nextFree = new Map<string, number>();
  return {
    take: ({ name, tier }, args) => {
      const wait =
        tier === 'message'
          ? takeTurn(clock, nextFree, String(args.channel))
          : takePlace(clock, calls, name, perMinute[tier]);
      return wait === 0 ? undefined : Math.max(1, Math.ceil(wait / 1000));
    },
  };
}

/** For those who drive the app faster than people could. */
export const noRateLimits: RateLimits = { take: () => undefined };

/** So many calls within the last minute; otherwise how long until the oldest of them is a minute ago. */
function takePlace(clock: Clock, calls: Map<string, number[]>, name: string, most: number): number {
  const now = clock.now();
  const window = clock.span(minute);
  const recent = (calls.get(name) ?? []).filter((at) => now - at < window);
  calls.set(name, recent);
  const [oldest] = recent;
  if (oldest !== undefined && recent.length >= most) return oldest + window - now;
  recent.push(now);
  return 0;
}

/** One turn a second, up to five of them taken at once; otherwise how long until the next. */
function takeTurn(clock: Clock, nextFree: Map<string, number>, channel: string): number {
  const now = clock.now();
  const every = clock.span(messageEvery);
  const free = Math.max(now, nextFree.get(channel) ?? 0);
  const wait = free - now - every * (messageBurst - 1);
  if (wait > 0) return wait;
  nextFree.set(channel, free + every);
  return 0;
}
