import { z } from 'zod';
import { formatName, nameOfHost } from '../domain/names.js';
import type { RequestFilter, RequestStore } from '../workflow/ports.js';
import { loadLuaScript } from './lua-script.js';
import type { StoreClient } from './store-client.js';

type Queries = Pick<
  RequestStore,
  'inState' | 'holdingSensitive' | 'ofProfile' | 'dueAnnouncements' | 'find' | 'ending'
>;

/** How many entries of the smallest index one question looks at: a few milliseconds of Redis' time. */
const MOST_LOOKED_AT = 5000;

/** Ids of requests by the indexes of domain/request-indexes.ts. A record may have moved on since it was found. */
export function findRequests(client: StoreClient): Queries {
  const upTo = (index: string, score: number, limit: number) =>
    client.command((redis) =>
      redis.zrange(client.keys.index(index), '-inf', String(score), 'BYSCORE', 'LIMIT', 0, limit),
    );
  return {
    inState: (status, until, limit) => upTo(`requests:state:${status}`, until, limit),
    holdingSensitive: (until, limit) => upTo('requests:holds-sensitive', until, limit),
    /** Newest first. */
    ofProfile: (profileId, limit) =>
      client.command((redis) =>
        redis.zrange(client.keys.index(`requests:profile:${profileId}`), 0, String(limit - 1), 'REV'),
      ),
    /** Any of them: in a fixed order, those that cannot be announced would keep the others from their turn. */
    dueAnnouncements: (limit) =>
      client.command((redis) => redis.zrandmember(client.keys.index('requests:due'), limit)),
    find: finder(client),
    ending: (span, limit) => ending(client, span, limit),
  };
}

const replySchema = z.tuple([z.number(), z.literal([0, 1]), z.array(z.string())]);

function finder(client: StoreClient): Queries['find'] {
  const lua = loadLuaScript('find-requests');
  return async (filter, { skip, limit }) => {
    const indexes = indexesFor(filter).map((index) => client.keys.index(index));
    const args = [skip, limit, MOST_LOOKED_AT].map(String);
    const [total, isAll, ids] = await client.script(lua, indexes, args, replySchema);
    return { ids, total, isAll: isAll === 1 };
  };
}

function indexesFor({ requester, status, profileId, name }: RequestFilter): readonly string[] {
  const indexes = [
    ...(requester === undefined ? [] : [`requests:requester:${requester}`]),
    ...(status === undefined ? [] : [`requests:state:${status}`]),
    ...(profileId === undefined ? [] : [`requests:profile:${profileId}`]),
    ...(name === undefined ? [] : [nameIndex(name)]),
  ];
  return indexes.length === 0 ? ['requests'] : indexes;
}

/** A host's name is among the names of its request; what is none ("Eve's client") is a common name only. */
function nameIndex(name: string): string {
  const host = nameOfHost(name);
  return host
    ? `requests:name:${formatName(host).toLowerCase()}`
    : `requests:common-name:${name.trim().toLowerCase()}`;
}

/** Certificates that end in a span are few beside all: those of others are taken out here. */
async function ending(
  client: StoreClient,
  { from, until, requester }: Parameters<Queries['ending']>[0],
  limit: number,
): Promise<readonly string[]> {
  const { index } = client.keys;
  const most = requester === undefined ? limit : MOST_LOOKED_AT;
  const [low, high] = [String(from), String(until)];
  const ids = await client.command((redis) =>
    redis.zrange(index('requests:certificate-end'), low, high, 'BYSCORE', 'LIMIT', 0, most),
  );
  if (requester === undefined || ids.length === 0) return ids;
  const scores = await client.command((redis) =>
    redis.zmscore(index(`requests:requester:${requester}`), ...ids),
  );
  return ids.filter((_, position) => scores[position] !== null).slice(0, limit);
}
