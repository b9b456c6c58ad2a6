import type { ModalView } from '@slack/types';
import type { ProfileDraft } from '../../domain/draft.js';
import type { ActionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { openModal } from '../open-modal.js';
import { parameterForm, shapeOf } from '../views/parameter-form.js';
import { type RowMemory, readDraftMemory } from '../views/profile-memory.js';
import { keepTyped } from '../views/profile-typed.js';
import { DRAFT_GONE } from '../views/profile-words.js';

const TITLE = 'Change parameter';

/** The button of a row: the modal for its parameter, on top of the profile modal. Never with a sensitive value. */
export const changeParameter: ActionListener = async (deps, { payload, client, ack }) => {
  await ack();
  const memory = { ...readDraftMemory(payload.view), row: payload.actions[0]?.value ?? '' };
  const call = { client, triggerId: payload.trigger_id, push: true };
  await openModal(deps, call, TITLE, async () => filledForm(await keepTyped(deps, payload), memory));
};

function filledForm(draft: ProfileDraft | null, memory: RowMemory): ModalView {
  if (!draft) return noticeModal(TITLE, DRAFT_GONE);
  const parameter = draft.rows.find(({ row }) => row === memory.row)?.parameter;
  if (!parameter)
    return noticeModal(TITLE, 'This parameter was deleted meanwhile. Add it again if you need it.');
  return parameterForm({ memory, parameter, shape: shapeOf(parameter) });
}
