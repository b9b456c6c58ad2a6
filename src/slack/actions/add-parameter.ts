import type { ModalView } from '@slack/types';
import { mostParameters } from '../../workflow/parameter-rows.js';
import { readProfileDraft } from '../../workflow/profile-draft.js';
import type { SlackDeps } from '../deps.js';
import type { ActionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { openModal } from '../open-modal.js';
import { parameterForm } from '../views/parameter-form.js';
import { readDraftMemory } from '../views/profile-memory.js';
import { DRAFT_GONE } from '../views/profile-words.js';

const TITLE = 'Add parameter';
const FULL = `A profile has at most ${mostParameters} parameters. Delete one first.`;

/** The button under the parameters: a modal for one more, on top of the profile modal. */
export const addParameter: ActionListener = async (deps, { payload, client, ack }) => {
  await ack();
  const { draft } = readDraftMemory(payload.view);
  const call = { client, triggerId: payload.trigger_id, push: true };
  await openModal(deps, call, TITLE, () => emptyForm(deps, { draft, user: payload.user.id }));
};

async function emptyForm(
  deps: SlackDeps,
  owner: { readonly draft: string; readonly user: string },
): Promise<ModalView> {
  const draft = await readProfileDraft(deps, owner);
  if (!draft) return noticeModal(TITLE, DRAFT_GONE);
  if (draft.rows.length >= mostParameters) return noticeModal(TITLE, FULL);
  // The row gets its name now, so that a submission that comes twice fills one row. Any random id does.
  const memory = { draft: draft.id, row: deps.ids.secret() };
  return parameterForm({ memory, parameter: null, marks: { sensitive: false, dynamic: false } });
}
