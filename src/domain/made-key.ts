import { z } from 'zod';

/**
 * A key that Countersign made for a request: where it stands. The encrypted key itself is kept apart from the
 * request, and never goes into a channel.
 */
export const madeKeySchema = z.strictObject({
  /** `held` until the requester has it, its time is over, or the request ends without a certificate. */
  state: z.enum(['held', 'fetched', 'deleted']),
  changedAt: z.number(),
  /** How long after issue it waits to be fetched. */
  keepMs: z.int().positive(),
});
export type MadeKey = z.infer<typeof madeKeySchema>;
