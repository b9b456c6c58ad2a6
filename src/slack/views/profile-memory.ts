import { z } from 'zod';

const draft = z.object({ draft: z.string(), profile: z.string().optional() });
const group = draft.extend({ group: z.string() });
const row = draft.extend({ row: z.string() });
const value = row.extend({ name: z.string() });

/** What the profile form remembers: its draft, and the profile that the draft is for. */
export type DraftMemory = z.infer<typeof draft>;
/** What the modal of a group of rules remembers: the draft and the group. */
export type GroupMemory = z.infer<typeof group>;
/** What the parameter modal remembers: the draft and the row it fills. */
export type RowMemory = z.infer<typeof row>;
/** What the modal for a sensitive value remembers: the row and the name that the value gets sealed for. */
export type ValueMemory = z.infer<typeof value>;

type Remembering = { readonly private_metadata: string } | null | undefined;

/** These read the memory back from a view. They throw when it is not ours. */
export function readDraftMemory(view: Remembering): DraftMemory {
  return draft.parse(parse(view));
}

export function readGroupMemory(view: Remembering): GroupMemory {
  return group.parse(parse(view));
}

export function readRowMemory(view: Remembering): RowMemory {
  return row.parse(parse(view));
}

export function readValueMemory(view: Remembering): ValueMemory {
  return value.parse(parse(view));
}

function parse(view: Remembering): unknown {
  if (!view) throw new Error('an action of the profile form came without its modal');
  return JSON.parse(view.private_metadata);
}
