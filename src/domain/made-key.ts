import { z } from 'zod';

/**
 * A key that Countersign made for a request: where it stands. The encrypted key itself is kept apart from the
 * request, under its id, and never goes into a channel.
 */
export const madeKeySchema = z.strictObject({
  /** `held` until the requester has it or `keepUntil` (ms, once issued) has passed. */
  state: z.enum(['held', 'fetched', 'deleted']),
  changedAt: z.number(),
  keepUntil: z.number().nullable(),
});
export type MadeKey = z.infer<typeof madeKeySchema>;
