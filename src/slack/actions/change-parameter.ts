import type { ModalView } from '@slack/types';
import { readProfileDraft } from '../../workflow/profile-draft.js';
import type { SlackDeps } from '../deps.js';
import type { ActionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { openModal } from '../open-modal.js';
import { parameterForm } from '../views/parameter-form.js';
import { type RowMemory, readDraftMemory } from '../views/profile-memory.js';
import { DRAFT_GONE } from '../views/profile-words.js';

const TITLE = 'Change parameter';

/** The button of a row: the modal for its parameter, on top of the profile modal. Never with a sensitive value. */
export const changeParameter: ActionListener = async (deps, { payload, client, ack }) => {
  await ack();
  const memory = { ...readDraftMemory(payload.view), row: payload.actions[0]?.value ?? '' };
  const call = { client, triggerId: payload.trigger_id, push: true };
  await openModal(deps, call, TITLE, () => filledForm(deps, payload.user.id, memory));
};

async function filledForm(deps: SlackDeps, user: string, memory: RowMemory): Promise<ModalView> {
  const draft = await readProfileDraft(deps, { draft: memory.draft, user });
  if (!draft) return noticeModal(TITLE, DRAFT_GONE);
  const parameter = draft.rows.find(({ row }) => row === memory.row)?.parameter;
  if (!parameter)
    return noticeModal(TITLE, 'This parameter was deleted meanwhile. Add it again if you need it.');
  return parameterForm({ memory, parameter, marks: parameter });
}
