import { z } from 'zod';

/** One approver's yes or no, bound to the digest of what was shown to them. */
export const voteSchema = z.strictObject({
  approver: z.string(),
  decision: z.enum(['approve', 'deny']),
  reason: z.string().max(2000).nullable(),
  at: z.number(),
  digest: z.string(),
  /** When its approver took it back. */
  withdrawnAt: z.number().optional(),
});
export type Vote = z.infer<typeof voteSchema>;

/** The votes that count: those for the digest that stands now, not taken back. The others are kept as history. */
export function standingVotes(votes: readonly Vote[], digest: string): readonly Vote[] {
  return votes.filter((vote) => vote.digest === digest && vote.withdrawnAt === undefined);
}
