import { changeDraft } from '../../workflow/profile-draft.js';
import { fieldErrors } from '../field-errors.js';
import type { SubmissionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { refreshProfileForm } from './fill-profile-form.js';
import { policyGroupOf } from './policy-form.js';
import { policyGroups } from './policy-groups.js';
import { readGroupMemory } from './profile-memory.js';
import { DRAFT_GONE } from './profile-words.js';

/** The modal of a group of rules: they are in the draft before it closes, or every fault stands at its field. */
export const submitPolicyForm: SubmissionListener = async (deps, { payload, client, ack }) => {
  const { view, user } = payload;
  const memory = readGroupMemory(view);
  const name = policyGroupOf(memory.group);
  if (!name) throw new Error(`no group of rules is called ${memory.group}`);
  const { read, title } = policyGroups[name];
  const changed = await changeDraft(deps, { draft: memory.draft, user: user.id }, (draft) => {
    const wanted = read(draft.rules, view.state.values);
    return wanted.kind === 'faults' ? { refusal: wanted.faults } : { ...draft, rules: wanted.rules };
  });
  switch (changed.kind) {
    case 'refused':
      return ack(fieldErrors(changed.refusal));
    case 'draft-gone':
      return ack({ response_action: 'update', view: noticeModal(title, DRAFT_GONE) });
    case 'changed':
      await refreshProfileForm(deps, client, { viewId: view.root_view_id, draft: changed.draft });
      return ack();
  }
};
