import type { SlackDeps } from '../deps.js';
import type { SubmissionAnswer } from '../listen.js';
import { noticeModal } from '../modal.js';
import type { SubmissionPayload } from '../payloads.js';
import { newPassphraseForm } from './passphrase-form.js';
import { readRequestMemory } from './request-memory.js';
import { typedValues } from './request-values.js';
import { rememberKeyWish } from './typed-key-wish.js';

/**
 * Keeps what was typed in the draft, and asks for the passphrase in a modal on top of the form: nothing typed there
 * is lost when it is closed. What is asked for was checked, so nobody enters a passphrase for nothing.
 */
export async function askPassphrase(
  deps: SlackDeps,
  { view, user }: SubmissionPayload,
): Promise<SubmissionAnswer> {
  const { id, profileId, profileVersion } = readRequestMemory(view.private_metadata);
  const draft = await deps.drafts.update(id, (current) => {
    if (current.kind !== 'request' || current.user !== user.id || profileId === null) return current;
    const values = { ...current.values, [profileId]: typedValues(view.state.values, profileId) };
    return { ...rememberKeyWish(current, view.state.values), values };
  });
  if (draft?.kind !== 'request' || draft.user !== user.id || profileId === null) {
    const text = 'This form was open for too long. Start again with `/cert request`.';
    return { response_action: 'update', view: noticeModal('Form expired', text) };
  }
  return { response_action: 'push', view: newPassphraseForm({ id, profileId, profileVersion }) };
}
