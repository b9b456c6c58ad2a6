import type { ActionListener } from '../listen.js';
import { denialForm } from '../views/vote-form.js';
import { readVoteValue } from '../vote-value.js';

/** Deny on the card: asks for the reason first. Whether the vote counts is decided when the reason is sent. */
export const deny: ActionListener = async (deps, { payload, client, ack }) => {
  await ack();
  const memory = readVoteValue(payload.actions[0]?.value);
  const request = await deps.requests.read(memory.requestId);
  await client.views.open({ trigger_id: payload.trigger_id, view: denialForm(memory, request) });
};
