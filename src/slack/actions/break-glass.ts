import { refuseAdmin } from '../../workflow/refuse-admin.js';
import type { ActionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { openModal } from '../open-modal.js';
import { personOf } from '../payloads.js';
import { mentionRoster } from '../render/people.js';
import { breakGlassForm } from '../views/break-glass-form.js';
import { readVoteValue } from '../vote-value.js';

const TITLE = 'Break glass';

/** Break glass on the card: asks an admin for the reason, others are told who can. Decided again when it is sent. */
export const breakGlass: ActionListener = async (deps, { payload, client, ack }) => {
  await ack();
  const memory = readVoteValue(payload.actions[0]?.value);
  await openModal(deps, { client, triggerId: payload.trigger_id }, TITLE, async () => {
    const refusal = await refuseAdmin(deps, personOf(payload));
    return refusal === null
      ? breakGlassForm(memory, await deps.requests.read(memory.requestId))
      : noticeModal(TITLE, `Only an admin can approve a request alone: ${mentionRoster(deps.admins)}.`);
  });
};
