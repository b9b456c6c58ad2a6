import { z } from 'zod';

/**
 * Where a request is visible in Slack and what was already said there. Slack is a projection: losing this
 * record loses no fact, only the place. `announced` maps an announcement's key to its message's ts or file id.
 */
export const threadRecordSchema = z.strictObject({
  format: z.literal(1),
  request: z.string(),
  place: z
    .strictObject({
      channel: z.string(),
      ts: z.string(),
      /** It went to the requester, for its channel could not be reached: tried again, last at `triedAt`. */
      isFallback: z.boolean(),
      tries: z.int().min(0).default(0),
      triedAt: z.number().default(0),
    })
    .nullable(),
  shownRevision: z.int().min(0),
  /** The card shows something older: its channel took no update, as one that is archived. */
  isStale: z.boolean().optional(),
  announced: z.record(z.string(), z.string()),
  uploads: z.record(z.string(), z.string()),
});
export type ThreadRecord = z.infer<typeof threadRecordSchema>;
