import type { ActionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { openModal } from '../open-modal.js';
import { policyForm, policyGroupOf } from '../views/policy-form.js';
import { policyGroups } from '../views/policy-groups.js';
import { keepTyped } from '../views/profile-typed.js';
import { DRAFT_GONE } from '../views/profile-words.js';

/** The button of a group of rules: its modal, on top of the profile modal. */
export const openPolicyGroup: ActionListener = async (deps, { payload, client, ack }) => {
  await ack();
  const name = policyGroupOf(payload.actions[0]?.value);
  if (!name) throw new Error('no such group of rules');
  const { title } = policyGroups[name];
  const call = { client, triggerId: payload.trigger_id, push: true };
  await openModal(deps, call, title, async () => {
    const [draft, groups] = await Promise.all([keepTyped(deps, payload), deps.userGroups()]);
    return draft ? policyForm(draft, name, groups) : noticeModal(title, DRAFT_GONE);
  });
};
