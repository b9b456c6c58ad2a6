import { z } from 'zod';
import type { RequestStore, Trace } from '../workflow/ports.js';
import type { StoreClient } from './store-client.js';

const repliesSchema = z.array(z.tuple([z.null(), z.array(z.string())]));

/** Finds earlier requests by what they asked for, over the indexes of domain/request-indexes.ts. */
export function traceRequests(client: StoreClient): Pick<RequestStore, 'traced' | 'certificateEnds'> {
  const key = (trace: Trace) => client.keys.index(indexOf(trace));
  return {
    async traced(traces, limit) {
      if (traces.length === 0) return [];
      const replies = await client.command((redis) => {
        const pipeline = redis.pipeline();
        for (const trace of traces) pipeline.zrange(key(trace), 0, String(limit - 1), 'REV');
        return pipeline.exec();
      });
      return repliesSchema.parse(replies).map(([, ids]) => ids);
    },
    async certificateEnds(ids) {
      if (ids.length === 0) return [];
      const ends = await client.command((redis) =>
        redis.zmscore(client.keys.index('requests:certificate-end'), ...ids),
      );
      return ends.map((end) => (end === null ? null : Number(end)));
    },
  };
}

function indexOf(trace: Trace): string {
  if ('commonName' in trace) return `requests:common-name:${trace.commonName.toLowerCase()}`;
  if ('name' in trace) return `requests:name:${trace.name.toLowerCase()}`;
  if ('publicKeySha256' in trace) return `requests:public-key:${trace.publicKeySha256}`;
  return `requests:reads-as:${trace.readsAs}`;
}
