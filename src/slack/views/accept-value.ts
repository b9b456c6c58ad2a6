import { z } from 'zod';

/** Which bytes an admin saw, and for which version of a profile. */
const schema = z.strictObject({ profileId: z.string(), basedOn: z.int().min(1), hash: z.string() });
export type AcceptValue = z.infer<typeof schema>;

export function writeAcceptValue(value: AcceptValue): string {
  return JSON.stringify(value);
}

/** Throws when it is not ours. */
export function readAcceptValue(text: string): AcceptValue {
  return schema.parse(JSON.parse(text));
}
