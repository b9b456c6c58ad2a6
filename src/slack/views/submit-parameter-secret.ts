import { shortestSecret } from '../../domain/secret-forms.js';
import { sealParameter } from '../../workflow/seal-parameter.js';
import { escapeText } from '../escape.js';
import { fieldErrors } from '../field-errors.js';
import { fields } from '../ids.js';
import type { SubmissionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { textOf } from '../view-state.js';
import { refreshProfileForm } from './fill-profile-form.js';
import { readValueMemory } from './profile-memory.js';
import { DRAFT_GONE } from './profile-words.js';

/** The one-input modal's submission: the value is sealed in the draft, and the profile modal shows it as "set". */
export const submitParameterSecret: SubmissionListener = async (deps, { payload, client, ack }) => {
  const { view, user } = payload;
  const memory = readValueMemory(view);
  const value = textOf(view.state.values, fields.secret);
  const result = await sealParameter(deps, { ...memory, user: user.id, value });
  if (result.kind === 'refused') return ack(fieldErrors([[fields.secret, result.sentence]]));
  if (result.kind === 'draft-gone') return ack(fieldErrors([[fields.secret, DRAFT_GONE]]));
  await refreshProfileForm(deps, client, { viewId: view.root_view_id, draft: result.draft });
  if (result.kind === 'kept' || !result.isShort) return ack();
  return ack({ response_action: 'update', view: noticeModal('Set, but short', shortWords(memory.name)) });
};

function shortWords(name: string): string {
  return `:warning: The value of *${escapeText(name)}* is set. It has fewer than ${shortestSecret} characters, so it cannot be hidden if the script prints it. Use a longer one if the CA lets you.`;
}
