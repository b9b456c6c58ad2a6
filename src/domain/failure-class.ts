import { z } from 'zod';

/** What a run failed for, as far as it can be told: by whom and how it is mended depends on it. */
export const failureClassSchema = z.enum([
  ...['parameter', 'credentials', 'network', 'rate-limit'],
  ...['pending', 'time-limit', 'ours', 'script'],
] as const);
export type FailureClass = z.infer<typeof failureClassSchema>;
