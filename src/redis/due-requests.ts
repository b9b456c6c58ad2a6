import type { RequestStore } from '../workflow/ports.js';
import type { StoreClient } from './store-client.js';

type Queries = Pick<RequestStore, 'expiring' | 'toRemind' | 'lapsedLeases' | 'issuingOf' | 'waitingRuns'>;

/** Ids of requests by the indexes of domain/due-times.ts, the first due first. A record may have moved on since. */
export function dueRequests(client: StoreClient): Queries {
  const { index } = client.keys;
  const upTo = (name: string, until: number, limit: number) =>
    client.command((redis) => redis.zrange(index(name), '-inf', String(until), 'BYSCORE', 'LIMIT', 0, limit));
  return {
    expiring: (now, limit) => upTo('requests:expires', now, limit),
    toRemind: (now, limit) => upTo('requests:remind', now, limit),
    lapsedLeases: (now, limit) => upTo('requests:lease', now, limit),
    issuingOf: (profileId) => client.command((redis) => redis.zcard(index(`requests:issuing:${profileId}`))),
    waitingRuns: (profileId, limit) =>
      client.command((redis) => redis.zrange(index(`requests:approved:${profileId}`), 0, String(limit - 1))),
  };
}
