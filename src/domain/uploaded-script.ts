import { z } from 'zod';
import { personSchema } from './person.js';
import { scriptNameSchema } from './script.js';

/** Which bytes stand under the name of a script that came through Slack, by whom, since when (ms). */
export const uploadedScriptSchema = z.strictObject({
  format: z.literal(1),
  name: scriptNameSchema,
  hash: z.string().length(64),
  by: personSchema,
  at: z.number(),
});
export type UploadedScript = Readonly<z.infer<typeof uploadedScriptSchema>>;
