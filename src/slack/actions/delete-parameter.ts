import { deleteParameter as deleteRow } from '../../workflow/delete-parameter.js';
import type { ActionListener } from '../listen.js';
import { refreshProfileForm } from '../views/fill-profile-form.js';
import { readDraftMemory } from '../views/profile-memory.js';
import { keepTyped } from '../views/profile-typed.js';
import { DRAFT_GONE } from '../views/profile-words.js';

/** The delete button of a row, confirmed: the row goes from the draft and from the profile modal. */
export const deleteParameter: ActionListener = async (deps, { payload, client, ack, tell }) => {
  const { view, user, actions } = payload;
  const row = actions[0]?.value ?? '';
  await keepTyped(deps, payload);
  const draft = await deleteRow(deps, { ...readDraftMemory(view), user: user.id, row });
  await ack();
  if (!draft) return tell(DRAFT_GONE);
  await refreshProfileForm(deps, client, { viewId: view?.id, draft });
};
