import { labelOf } from '../../domain/parameter.js';
import { shortestSecret } from '../../domain/secret-forms.js';
import { sealDynamicValue } from '../../workflow/seal-dynamic-value.js';
import { escapeText } from '../escape.js';
import { fields } from '../ids.js';
import type { SubmissionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { updateModal } from '../open-modal.js';
import { personOf } from '../payloads.js';
import { textOf } from '../view-state.js';
import { composeRequestForm } from './compose-request-form.js';
import { readSecretMemory, secretParameter } from './secret-form.js';

/** The one-input modal's submission: the value is sealed in the draft and the form below shows "set", then it closes. */
export const submitSecret: SubmissionListener = async (deps, { payload, client, ack }) => {
  const { view, user } = payload;
  const memory = readSecretMemory(view.private_metadata);
  const profile = await deps.profiles.read(memory.profileId);
  const parameter = secretParameter(profile, memory.name);
  const label = parameter ? labelOf(parameter) : memory.name;
  const sealed = await sealDynamicValue(deps, {
    ...{ ...memory, label, check: parameter?.check },
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
  const viewId = view.previous_view_id ?? view.root_view_id;
  const wish = { draft: sealed.draft, chosen: profile, commonName: '' };
  const form = await composeRequestForm(deps, personOf(payload), wish);
  if (viewId) await updateModal(client, { viewId }, form);
  if (!sealed.isShort) return ack();
  return ack({ response_action: 'update', view: noticeModal('Set, but short', shortWords(label)) });
};

function shortWords(label: string): string {
  return `:warning: *${escapeText(label)}* is set. It has fewer than ${shortestSecret} characters, so admins may read it in what the script prints.`;
}
