import { editProfile } from '../../workflow/edit-profile.js';
import { editForm } from '../commands/profile-edit.js';
import type { ActionListener } from '../listen.js';
import { updateModal } from '../open-modal.js';
import { personOf } from '../payloads.js';

/** Throws away what this person began to change in a profile: the modal shows the profile as it is. */
export const startOver: ActionListener = async (deps, { payload, client, ack }) => {
  await ack();
  const { view, actions } = payload;
  if (!view) return;
  const profile = await deps.profiles.read(actions[0]?.value ?? '');
  const result = await editProfile(deps, { profile, by: personOf(payload), startsOver: true });
  await updateModal(client, { viewId: view.id }, await editForm(deps, result));
};
