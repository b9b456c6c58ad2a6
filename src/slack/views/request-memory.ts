import { z } from 'zod';

const schema = z.object({
  id: z.string(),
  profileId: z.string().nullable(),
  profileVersion: z.number(),
});

/** What the request modal remembers: the draft's id (the request's to be), and which profile it shows. */
export type RequestMemory = z.infer<typeof schema>;

/** Reads the memory back from private_metadata. Throws when it is not ours. */
export function readRequestMemory(text: string): RequestMemory {
  return schema.parse(JSON.parse(text));
}
