import type { RequestStore } from '../workflow/ports.js';
import type { StoreClient } from './store-client.js';

type Queries = Pick<
  RequestStore,
  'inState' | 'holdingSensitive' | 'ofProfile' | 'lapsedLeases' | 'dueAnnouncements'
>;

/** Ids of requests by the indexes of domain/request-indexes.ts. A record may have moved on since it was found. */
export function findRequests(client: StoreClient): Queries {
  const upTo = (index: string, score: number, limit: number) =>
    client.command((redis) =>
      redis.zrange(client.keys.index(index), '-inf', String(score), 'BYSCORE', 'LIMIT', 0, limit),
    );
  return {
    inState: (status, until, limit) => upTo(`requests:state:${status}`, until, limit),
    holdingSensitive: (until, limit) => upTo('requests:holds-sensitive', until, limit),
    lapsedLeases: (now, limit) => upTo('requests:lease', now, limit),
    /** Newest first. */
    ofProfile: (profileId, limit) =>
      client.command((redis) =>
        redis.zrange(client.keys.index(`requests:profile:${profileId}`), 0, String(limit - 1), 'REV'),
      ),
    /** Any of them: in a fixed order, those that cannot be announced would keep the others from their turn. */
    dueAnnouncements: (limit) =>
      client.command((redis) => redis.zrandmember(client.keys.index('requests:due'), limit)),
  };
}
