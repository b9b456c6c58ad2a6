import { z } from 'zod';

const schema = z.object({ profileId: z.string(), proposalId: z.string() });

/** What the buttons of a proposal, and the modal that turns it down, are about. */
export type ProposalValue = z.infer<typeof schema>;

export function writeProposalValue(value: ProposalValue): string {
  return JSON.stringify(value);
}

/** Throws for what is none of ours. */
export function readProposalValue(text: string): ProposalValue {
  return schema.parse(JSON.parse(text));
}
