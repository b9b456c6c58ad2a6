import { z } from 'zod';

/** What a script printed and how it ended, scrubbed, for admins. Kept apart from the request, for 30 days. */
export const runLogSchema = z.strictObject({
  format: z.literal(1),
  request: z.string(),
  run: z.int().min(1),
  at: z.number(),
  firstLine: z.string(),
  detail: z.string(),
  output: z.string(),
  leftOutBytes: z.int().min(0),
});
export type RunLog = z.infer<typeof runLogSchema>;
