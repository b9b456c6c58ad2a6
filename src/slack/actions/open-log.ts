import { lookAtLog } from '../../workflow/look-at-log.js';
import { homeId } from '../ids.js';
import type { ActionListener } from '../listen.js';
import { readLogValue } from '../log-value.js';
import { openModal } from '../open-modal.js';
import { personOf } from '../payloads.js';
import { noSuchLog, onlyAdmins } from '../render/log-words.js';
import { logView } from '../views/log-view.js';

/** Log on a card or below an answer: all that the script printed, in a modal, for admins; others are told so. */
export const openLog: ActionListener = async (deps, { payload, client, ack, tell }) => {
  const { requestId: typed, run, page } = readLogValue(payload.actions[0]?.value ?? '');
  const result = await lookAtLog(deps, { typed, run, by: personOf(payload) });
  await ack();
  if (result.kind === 'not-an-admin') return tell(onlyAdmins);
  if (result.kind === 'no-such-request') return tell(noSuchLog(typed));
  const isInModal = payload.view ? payload.view.callback_id !== homeId : false;
  const call = { client, triggerId: payload.trigger_id, push: isInModal };
  await openModal(deps, call, `Log of ${result.request.id}`, async () => logView(result, page));
};
