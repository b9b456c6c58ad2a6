import type { ActionListener } from '../listen.js';
import { denialForm } from '../views/denial-form.js';
import { readVoteValue } from '../vote-value.js';

/** Deny on the card: asks for the reason first. Whether the vote counts is decided when the reason is sent. */
export const deny: ActionListener = async (_deps, { payload, client, ack }) => {
  await ack();
  const view = denialForm(readVoteValue(payload.actions[0]?.value));
  await client.views.open({ trigger_id: payload.trigger_id, view });
};
