import type { ActionListener } from '../listen.js';
import { updateModal } from '../open-modal.js';
import { personOf } from '../payloads.js';
import { renewRequestForm } from '../views/renew-request-form.js';
import { readRequestMemory } from '../views/request-memory.js';

/** "I have a CSR" or "Make one for me": shows the fields of that way. */
export const chooseWay: ActionListener = async (deps, { payload, client, ack }) => {
  await ack();
  const { view } = payload;
  if (!view) return;
  const { profileId } = readRequestMemory(view.private_metadata);
  const profile = profileId === null ? null : await deps.profiles.read(profileId);
  const next = await renewRequestForm(deps, { view, person: personOf(payload) }, profile);
  await updateModal(client, { viewId: view.id, hash: view.hash }, next);
};
