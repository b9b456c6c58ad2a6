import { z } from 'zod';

/** What a worker process says of itself while it runs. `isolation` is its rung in words. */
export const workerRecordSchema = z.strictObject({
  format: z.literal(1),
  name: z.string().min(1),
  rung: z.literal([1, 2, 3, 4]),
  isolation: z.string(),
  python: z.string(),
  mode: z.enum(['warm', 'fresh']),
  concurrency: z.int().min(1),
  since: z.number(),
  lastSeen: z.number(),
});
export type WorkerRecord = z.infer<typeof workerRecordSchema>;
