import type { Review } from '../../workflow/review-change.js';
import { reviewChange } from '../../workflow/review-change.js';
import type { ActionListener } from '../listen.js';
import { personOf } from '../payloads.js';
import { readProposalValue } from '../proposal-value.js';
import { reviewRefusalWords } from '../render/review-words.js';
import { turnDownForm } from '../views/turn-down-form.js';

/** A button of a proposal's card that decides at once. */
const decideBy =
  (decision: Review['decision']): ActionListener =>
  async (deps, { payload, ack, tell }) => {
    const value = readProposalValue(payload.actions[0]?.value ?? '');
    const result = await reviewChange(deps, { ...value, by: personOf(payload), decision, reason: null });
    await ack();
    if (result.kind !== 'decided') await tell(reviewRefusalWords(result, deps.admins));
  };

export const letThrough = decideBy('let-through');
export const withdrawProposal = decideBy('withdraw');

/** Turning a change down asks for the reason first. Whether it counts is decided when the reason is sent. */
export const turnDown: ActionListener = async (_deps, { payload, client, ack }) => {
  await ack();
  const view = turnDownForm(readProposalValue(payload.actions[0]?.value ?? ''));
  await client.views.open({ trigger_id: payload.trigger_id, view });
};
