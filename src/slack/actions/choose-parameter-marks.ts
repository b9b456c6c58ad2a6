import { readProfileDraft } from '../../workflow/profile-draft.js';
import type { ActionListener } from '../listen.js';
import { updateModal } from '../open-modal.js';
import { parameterForm } from '../views/parameter-form.js';
import { shapeIn } from '../views/parameter-typed.js';
import { readRowMemory } from '../views/profile-memory.js';
import { DRAFT_GONE } from '../views/profile-words.js';

/** A box ticked or a check chosen in the parameter modal: it asks for what belongs to that. */
export const chooseParameterMarks: ActionListener = async (deps, { payload, client, ack, tell }) => {
  await ack();
  const { view, user } = payload;
  const memory = readRowMemory(view);
  const draft = await readProfileDraft(deps, { draft: memory.draft, user: user.id });
  if (!draft || !view) return tell(DRAFT_GONE);
  const parameter = draft.rows.find(({ row }) => row === memory.row)?.parameter ?? null;
  const form = parameterForm({ memory, parameter, shape: shapeIn(view.state.values) });
  await updateModal(client, { viewId: view.id }, form);
};
