import { castVote } from '../../workflow/cast-vote.js';
import { checkVotersOf } from '../../workflow/remind-approvers.js';
import type { ActionListener } from '../listen.js';
import { personOf } from '../payloads.js';
import { voteRefusalWords } from '../render/refusal-words.js';
import { approvalForm } from '../views/vote-form.js';
import { readVoteValue } from '../vote-value.js';

/**
 * Approve on the card: counted once stored, then acknowledged; else the clicker alone is told why not. Where the
 * profile wants a reason, it is asked for, and the vote counts when that is sent.
 */
export const approve: ActionListener = async (deps, { payload, client, ack, tell }) => {
  const memory = readVoteValue(payload.actions[0]?.value);
  const ballot = { ...memory, approver: personOf(payload), decision: 'approve', reason: null } as const;
  const result = await castVote(deps, ballot);
  await ack();
  if (result.kind === 'no-such-request') return tell('This request is not there any more.');
  if (result.kind === 'counted') return checkVotersOf(deps, memory.requestId);
  if (result.refusals.every(({ code }) => code === 'reason-missing')) {
    await client.views.open({ trigger_id: payload.trigger_id, view: approvalForm(memory, result.request) });
  } else {
    const words = result.refusals.map((refusal) => voteRefusalWords(refusal, result.request, deps.admins));
    await tell(words.join('\n'));
  }
};
