import { castVote } from '../../workflow/cast-vote.js';
import type { ActionListener } from '../listen.js';
import { personOf } from '../payloads.js';
import { voteRefusalWords } from '../render/refusal-words.js';
import { readVoteValue } from '../vote-value.js';

/** Approve on the card: counted once stored, then acknowledged; else the clicker alone is told why not. */
export const approve: ActionListener = async (deps, { payload, ack, tell }) => {
  const { requestId, shownDigest } = readVoteValue(payload.actions[0]?.value);
  const ballot = {
    requestId,
    shownDigest,
    approver: personOf(payload),
    decision: 'approve',
    reason: null,
  } as const;
  const result = await castVote(deps, ballot);
  await ack();
  if (result.kind === 'no-such-request') await tell('This request is not there any more.');
  if (result.kind === 'refused') {
    await tell(result.refusals.map((refusal) => voteRefusalWords(refusal, result.request)).join('\n'));
  }
};
