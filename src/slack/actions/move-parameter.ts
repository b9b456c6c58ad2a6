import { moveParameter as moveRow } from '../../workflow/move-parameter.js';
import type { ActionListener } from '../listen.js';
import { refreshProfileForm } from '../views/fill-profile-form.js';
import { readDraftMemory } from '../views/profile-memory.js';
import { keepTyped } from '../views/profile-typed.js';
import { DRAFT_GONE } from '../views/profile-words.js';

/** The menu of a row: the row goes one place up or down. */
export const moveParameter: ActionListener = async (deps, { payload, client, ack, tell }) => {
  await ack();
  const { view, user, actions } = payload;
  const [, to, row = ''] = /^(up|down):(.*)$/s.exec(actions[0]?.selected_option?.value ?? '') ?? [];
  await keepTyped(deps, payload);
  const place = { ...readDraftMemory(view), user: user.id, row };
  const draft = await moveRow(deps, { ...place, to: to === 'up' ? 'up' : 'down' });
  if (!draft) return tell(DRAFT_GONE);
  await refreshProfileForm(deps, client, { viewId: view?.id, draft });
};
