import { homeId } from '../ids.js';
import type { ActionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { openModal } from '../open-modal.js';
import { detailsView } from '../views/details-view.js';

const TITLE = 'Details';

/** Details on a card: whoever sees the card may see all of the request; nothing secret is in it. */
export const showDetails: ActionListener = async (deps, { payload, client, ack }) => {
  await ack();
  const requestId = payload.actions[0]?.value ?? '';
  const isInModal = payload.view ? payload.view.callback_id !== homeId : false;
  const call = { client, triggerId: payload.trigger_id, push: isInModal };
  await openModal(deps, call, TITLE, async () => {
    const request = await deps.requests.read(requestId);
    return request ? detailsView(request) : noticeModal(TITLE, 'This request is not there any more.');
  });
};
