import { z } from 'zod';

const schema = z.object({ id: z.string(), profileId: z.string(), version: z.int() });

/** What the test modal remembers: the draft's id (the test's to be), and the version of the profile that it shows. */
export type TestMemory = z.infer<typeof schema>;

/** Reads the memory back from private_metadata. Throws when it is not ours. */
export function readTestMemory(text: string): TestMemory {
  return schema.parse(JSON.parse(text));
}
