import { z } from 'zod';

/**
 * Bad weather for a method, the next `times` calls of it: an error of Slack's, an HTTP status, a delay before
 * the call is served, a connection that is cut (`drop`) or, with `after`, an answer lost after the call was
 * carried out. `*` is any method; `upload`, `download` and `response_url` are the addresses beside the Web API.
 */
export const fault = z
  .strictObject({
    method: z.string().min(1),
    times: z.number().int().min(1).default(1),
    error: z.string().min(1).optional(),
    status: z.number().int().min(400).max(599).optional(),
    retry_after: z.number().min(0).default(1),
    delay_ms: z.number().int().min(0).max(120_000).optional(),
    drop: z.union([z.boolean(), z.literal('after')]).optional(),
  })
  .refine((it) => [it.error, it.status, it.delay_ms, it.drop].some((each) => each !== undefined), {
    message: 'a fault needs error, status, delay_ms or drop',
  });

export type Fault = z.infer<typeof fault>;

/** The faults that were ordered and not met yet. */
export interface Faults {
  add(fault: Fault): void;
  /** The fault this call meets, counted down; undefined in good weather. */
  take(method: string): Fault | undefined;
  /** What is still to come. */
  list(): readonly Fault[];
  clear(): void;
}

/** Good weather to begin with. */
export function makeFaults(): Faults {
  const faults: Fault[] = [];
  return {
    add: (added) => {
      faults.push({ ...added });
    },
    take: (method) => {
      const next = faults.find((each) => each.method === method || each.method === '*');
      if (!next) return undefined;
      next.times -= 1;
      if (next.times === 0) faults.splice(faults.indexOf(next), 1);
      return next;
    },
    list: () => faults,
    clear: () => {
      faults.length = 0;
    },
  };
}
