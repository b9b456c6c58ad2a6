import { z } from 'zod';

/**
 * One thing found in a script that was looked at: a fault (it cannot work) or a warning (somebody should look). `line`
 * is null where it is about the whole file.
 */
export const scriptFindingSchema = z.strictObject({
  level: z.enum(['fault', 'warning']),
  file: z.string(),
  line: z.int().nullable(),
  text: z.string(),
});
export type ScriptFinding = Readonly<z.infer<typeof scriptFindingSchema>>;
