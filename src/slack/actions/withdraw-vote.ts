import { checkVotersOf } from '../../workflow/remind-approvers.js';
import { withdrawVote as takeBack } from '../../workflow/withdraw-vote.js';
import type { ActionListener } from '../listen.js';
import { personOf } from '../payloads.js';
import { withdrawRefusalWords } from '../render/decide-refusal-words.js';
import { readVoteValue } from '../vote-value.js';

/** Withdraw my vote on the card: for whoever voted; others hear that they have no vote here. */
export const withdrawVote: ActionListener = async (deps, { payload, ack, tell }) => {
  const memory = readVoteValue(payload.actions[0]?.value);
  const result = await takeBack(deps, { ...memory, approver: personOf(payload) });
  await ack();
  if (result.kind === 'withdrawn') await checkVotersOf(deps, memory.requestId);
  if (result.kind === 'no-such-request') await tell('This request is not there any more.');
  if (result.kind === 'refused') await tell(result.refusals.map(withdrawRefusalWords).join('\n'));
};
