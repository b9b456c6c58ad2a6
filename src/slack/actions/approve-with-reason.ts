import type { ActionListener } from '../listen.js';
import { approvalForm } from '../views/vote-form.js';
import { readVoteValue } from '../vote-value.js';

/** Approve with a reason, where none is demanded. Whether the vote counts is decided when the reason is sent. */
export const approveWithReason: ActionListener = async (deps, { payload, client, ack }) => {
  await ack();
  const memory = readVoteValue(payload.actions[0]?.value);
  const view = approvalForm(memory, await deps.requests.read(memory.requestId));
  await client.views.open({ trigger_id: payload.trigger_id, view });
};
