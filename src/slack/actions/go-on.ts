import { readProfileDraft } from '../../workflow/profile-draft.js';
import type { ActionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { updateModal } from '../open-modal.js';
import { fillProfileForm } from '../views/fill-profile-form.js';
import { profileTitle } from '../views/profile-form.js';
import { DRAFT_GONE } from '../views/profile-words.js';

/** Goes on with a draft that this person began: the modal becomes its form. */
export const goOn: ActionListener = async (deps, { payload, client, ack }) => {
  await ack();
  const { view, user, actions } = payload;
  if (!view) return;
  const draft = await readProfileDraft(deps, { draft: actions[0]?.value ?? '', user: user.id });
  const next = draft
    ? await fillProfileForm(deps, draft)
    : noticeModal(profileTitle({ basedOn: null }), DRAFT_GONE);
  await updateModal(client, { viewId: view.id }, next);
};
