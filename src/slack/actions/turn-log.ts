import { lookAtLog } from '../../workflow/look-at-log.js';
import type { ActionListener } from '../listen.js';
import { readLogValue } from '../log-value.js';
import { updateModal } from '../open-modal.js';
import { personOf } from '../payloads.js';
import { noSuchLog, onlyAdmins } from '../render/log-words.js';
import { logView } from '../views/log-view.js';

/** Another page or run of the log that is open. Whether they may see it is asked anew. */
export const turnLog: ActionListener = async (deps, { payload, client, ack, tell }) => {
  const [action] = payload.actions;
  const { requestId: typed, run, page } = readLogValue(action?.selected_option?.value ?? action?.value ?? '');
  await ack();
  const result = await lookAtLog(deps, { typed, run, by: personOf(payload) });
  if (result.kind !== 'seen') return tell(result.kind === 'not-an-admin' ? onlyAdmins : noSuchLog(typed));
  if (payload.view) {
    const { id: viewId, hash } = payload.view;
    await updateModal(client, { viewId, hash }, logView(result, page));
  }
};
