import { acceptScript as accept } from '../../workflow/accept-script.js';
import type { ActionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { updateModal } from '../open-modal.js';
import { personOf } from '../payloads.js';
import { changeResultWords } from '../render/change-result-words.js';
import { readAcceptValue } from '../views/accept-value.js';

/** Accept the new bytes: the profile's next version runs them, or the admin is told why not. */
export const acceptScript: ActionListener = async (deps, { payload, client, ack, tell }) => {
  const wanted = readAcceptValue(payload.actions[0]?.value ?? '');
  const result = await accept(deps, { ...wanted, author: personOf(payload) });
  await ack();
  const words =
    result.kind === 'moved-on'
      ? 'Nothing was saved: the script changed once more, or is gone. Look at what changed again.'
      : changeResultWords(result, deps.admins);
  if (!payload.view) return tell(words);
  const isDone = result.kind === 'saved' || result.kind === 'proposed';
  const { id: viewId } = payload.view;
  return isDone ? updateModal(client, { viewId }, noticeModal('New script', words)) : tell(words);
};
