import { readProfileDraft } from '../../workflow/profile-draft.js';
import type { ActionListener } from '../listen.js';
import { updateModal } from '../open-modal.js';
import { parameterForm } from '../views/parameter-form.js';
import { marksOf } from '../views/parameter-marks.js';
import { readRowMemory } from '../views/profile-memory.js';
import { DRAFT_GONE } from '../views/profile-words.js';

/** A box ticked or unticked in the parameter modal: it asks for a value only while neither is ticked. */
export const chooseParameterMarks: ActionListener = async (deps, { payload, client, ack, tell }) => {
  await ack();
  const { view, user } = payload;
  const memory = readRowMemory(view);
  const draft = await readProfileDraft(deps, { draft: memory.draft, user: user.id });
  if (!draft || !view) return tell(DRAFT_GONE);
  const parameter = draft.rows.find(({ row }) => row === memory.row)?.parameter ?? null;
  const form = parameterForm({ memory, parameter, marks: marksOf(view.state.values) });
  await updateModal(client, { viewId: view.id }, form);
};
