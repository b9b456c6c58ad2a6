import type { Clock } from '../clock.js';
import type { Method } from './method.js';

/** What holds so many calls at once, and fills up again by so many a minute. */
interface Bucket {
  readonly key: string;
  readonly size: number;
  readonly perMinute: number;
}

/** Calls a minute (docs.slack.dev/apis/web-api/rate-limits). `special` is "hundreds per minute". */
const perMinute = { 1: 1, 2: 20, 3: 50, 4: 100, special: 300 } as const;
const minute = 60_000;

/** A message a second and channel; Slack tolerates short bursts and does not say how short. */
const perChannel = { size: 10, perMinute: 60 };
/** "Several hundred" messages a minute in the whole workspace. */
const perWorkspace = { size: 300, perMinute: 300 };

export interface RateLimits {
  /** Counts a call. When it is one too many: after how many seconds the app may try again. */
  take(method: Method, args: Readonly<Record<string, unknown>>): number | undefined;
}

/**
 * Slack's limits for one app in one workspace: by method, and for messages by channel. A call that is refused is
 * not counted.
 */
export function makeRateLimits(clock: Clock): RateLimits {
  const levels = new Map<string, { left: number; at: number }>();
  const filled = (bucket: Bucket): number => {
    const { left, at } = levels.get(bucket.key) ?? { left: bucket.size, at: 0 };
    return Math.min(bucket.size, left + (clock.now() - at) / pause(clock, bucket));
  };
  return {
    take: (method, args) => {
      const buckets = bucketsOf(method, args);
      const waits = buckets.map((bucket) => (1 - filled(bucket)) * pause(clock, bucket));
      const wait = Math.max(...waits);
      if (wait > 0) return Math.max(1, Math.ceil(wait / 1000));
      for (const bucket of buckets) {
        levels.set(bucket.key, { left: filled(bucket) - 1, at: clock.now() });
      }
      return undefined;
    },
  };
}

/** How long a bucket takes for one more call. */
const pause = (clock: Clock, bucket: Bucket): number => clock.span(minute) / bucket.perMinute;

function bucketsOf({ name, tier }: Method, args: Readonly<Record<string, unknown>>): Bucket[] {
  if (tier !== 'message') return [{ key: name, size: perMinute[tier], perMinute: perMinute[tier] }];
  return [
    { key: `${name} ${args.channel}`, ...perChannel },
    { key: name, ...perWorkspace },
  ];
}
