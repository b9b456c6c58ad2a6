import { sealDynamicValue } from '../../workflow/seal-dynamic-value.js';
import { fields } from '../ids.js';
import type { SubmissionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { updateModal } from '../open-modal.js';
import { textOf } from '../view-state.js';
import { usableProfiles } from './fill-request-form.js';
import { requestForm } from './request-form.js';
import { readSecretMemory } from './secret-form.js';

/** The one-input modal's submission: seals the value into the draft and shows "set" in the form below. */
export const submitSecret: SubmissionListener = async (deps, { payload, client, ack }) => {
  const { view, user } = payload;
  const memory = readSecretMemory(view.private_metadata);
  const sealed = await sealDynamicValue(deps, {
    ...memory,
    user: user.id,
    value: textOf(view.state.values, fields.secret),
  });
  if (sealed.kind === 'refused') {
    return ack({ response_action: 'errors', errors: { [fields.secret]: sealed.sentence } });
  }
  if (sealed.kind === 'expired') {
    const text = 'This form was open for too long. Start again with `/cert request`.';
    return ack({ response_action: 'update', view: noticeModal('Form expired', text) });
  }
  await ack();
  const profiles = await usableProfiles(deps);
  const chosen = profiles.find(({ id }) => id === memory.profileId) ?? null;
  const parent = view.previous_view_id ?? view.root_view_id;
  if (!parent) return;
  await updateModal(
    client,
    { viewId: parent },
    requestForm({ draft: sealed.draft, profiles, chosen, commonName: '' }),
  );
};
