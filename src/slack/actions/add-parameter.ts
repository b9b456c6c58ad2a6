import type { ModalView } from '@slack/types';
import type { ProfileDraft } from '../../domain/draft.js';
import { mostParameters } from '../../workflow/parameter-rows.js';
import type { SlackDeps } from '../deps.js';
import type { ActionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { openModal } from '../open-modal.js';
import { parameterForm, shapeOf } from '../views/parameter-form.js';
import { keepTyped } from '../views/profile-typed.js';
import { DRAFT_GONE } from '../views/profile-words.js';

const TITLE = 'Add parameter';
const FULL = `A profile has at most ${mostParameters} parameters. Delete one first.`;

/** The button under the parameters: a modal for one more, on top of the profile modal. */
export const addParameter: ActionListener = async (deps, { payload, client, ack }) => {
  await ack();
  const call = { client, triggerId: payload.trigger_id, push: true };
  await openModal(deps, call, TITLE, async () => emptyForm(deps, await keepTyped(deps, payload)));
};

function emptyForm({ ids }: SlackDeps, draft: ProfileDraft | null): ModalView {
  if (!draft) return noticeModal(TITLE, DRAFT_GONE);
  if (draft.rows.length >= mostParameters) return noticeModal(TITLE, FULL);
  // The row gets its name now, so that a submission that comes twice fills one row. Any random id does.
  const memory = { draft: draft.id, row: ids.secret() };
  return parameterForm({ memory, parameter: null, shape: shapeOf(null) });
}
