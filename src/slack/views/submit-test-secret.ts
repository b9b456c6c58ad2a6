import { labelOf } from '../../domain/parameter.js';
import { sealDynamicValue } from '../../workflow/seal-dynamic-value.js';
import { fieldErrors } from '../field-errors.js';
import { fields } from '../ids.js';
import type { SubmissionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { updateModal } from '../open-modal.js';
import { textOf } from '../view-state.js';
import { readSecretMemory, secretParameter } from './secret-form.js';
import { testForm } from './test-form.js';
import { TEST_FORM_GONE } from './test-words.js';

/** The one-input modal's submission: the value is sealed in the draft of the test, and the form below shows "set". */
export const submitTestSecret: SubmissionListener = async (deps, { payload, client, ack }) => {
  const { view, user } = payload;
  const memory = readSecretMemory(view.private_metadata);
  const profile = await deps.profiles.read(memory.profileId);
  const parameter = secretParameter(profile, memory.name);
  const sealed = await sealDynamicValue(deps, {
    ...{ ...memory, label: parameter ? labelOf(parameter) : memory.name, check: parameter?.check },
    user: user.id,
    value: textOf(view.state.values, fields.secret),
  });
  if (sealed.kind === 'refused') return ack(fieldErrors([[fields.secret, sealed.sentence]]));
  if (sealed.kind === 'expired' || !profile)
    return ack({ response_action: 'update', view: noticeModal('Form expired', TEST_FORM_GONE) });
  const viewId = view.previous_view_id ?? view.root_view_id;
  if (viewId) await updateModal(client, { viewId }, testForm(profile, sealed.draft));
  await ack();
};
