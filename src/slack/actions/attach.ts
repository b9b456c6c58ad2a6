import { isOnRoster, refuseStanding } from '../../workflow/authorize.js';
import type { ActionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { openModal } from '../open-modal.js';
import { personOf } from '../payloads.js';
import { mentionRoster } from '../render/people.js';
import { attachForm } from '../views/attach-form.js';

const TITLE = 'Attach certificate';

/** An admin found the certificate at the CA: asks for it. Others are told who can; it is decided again when sent. */
export const attach: ActionListener = async (deps, { payload, client, ack }) => {
  await ack();
  const person = personOf(payload);
  await openModal(deps, { client, triggerId: payload.trigger_id }, TITLE, async () => {
    const isAdmin =
      (await refuseStanding(deps, person, deps.admins)) === null &&
      (await isOnRoster(deps, deps.admins, person.user));
    return isAdmin
      ? attachForm(payload.actions[0]?.value ?? '')
      : noticeModal(
          TITLE,
          `Only an admin can do this, after looking at the CA: ${mentionRoster(deps.admins)}.`,
        );
  });
};
