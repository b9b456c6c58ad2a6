import { z } from 'zod';

/** How one execution of the script ended. `lost` and `timed-out` leave open what the CA did. */
export const runOutcomeSchema = z.enum(['issued', 'failed', 'withheld', 'timed-out', 'lost', 'settled']);

/** One execution of the script for a request; a request has runs 1, 2, ... */
export const runSchema = z.strictObject({
  number: z.int().min(1),
  worker: z.string(),
  startedAt: z.number(),
  startedBy: z.string().nullable(),
  end: z.strictObject({ at: z.number(), outcome: runOutcomeSchema }).nullable(),
});
export type Run = z.infer<typeof runSchema>;
export type RunEnd = z.infer<typeof runOutcomeSchema>;

/** The job id of a run in the queue. BullMQ refuses ":" and plain integers. */
export function jobId(requestId: string, run: number): string {
  return `${requestId}-${run}`;
}
