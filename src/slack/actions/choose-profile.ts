import { fields } from '../ids.js';
import type { ActionListener } from '../listen.js';
import { updateModal } from '../open-modal.js';
import { personOf } from '../payloads.js';
import { optionOf } from '../view-state.js';
import { renewRequestForm } from '../views/renew-request-form.js';

/** Another profile was chosen in the request modal: shows what that profile asks for. */
export const chooseProfile: ActionListener = async (deps, { payload, client, ack }) => {
  await ack();
  const { view } = payload;
  if (!view) return;
  const id = optionOf(view.state.values, fields.profileChoice);
  const profile = id === null ? null : await deps.profiles.read(id);
  const isUsable = profile?.status === 'enabled';
  const notice = isUsable ? undefined : 'This profile cannot be used any more. Please choose another one.';
  const next = await renewRequestForm(
    deps,
    { view, person: personOf(payload) },
    isUsable ? profile : null,
    notice,
  );
  await updateModal(client, { viewId: view.id, hash: view.hash }, next);
};
