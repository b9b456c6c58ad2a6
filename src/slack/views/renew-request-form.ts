import type { ModalView } from '@slack/types';
import type { Draft, RequestDraft } from '../../domain/draft.js';
import type { Person } from '../../domain/person.js';
import { containsPrivateKey } from '../../domain/private-key.js';
import type { Profile } from '../../domain/profile.js';
import type { SlackDeps } from '../deps.js';
import { fields } from '../ids.js';
import { noticeModal } from '../modal.js';
import type { ViewPayload } from '../payloads.js';
import { textOf } from '../view-state.js';
import { type ComposeDeps, composeRequestForm } from './compose-request-form.js';
import { readRequestMemory } from './request-memory.js';
import { typedValues } from './request-values.js';
import { rememberKeyWish } from './typed-key-wish.js';

/**
 * The request modal for another profile, or another version of it. What was typed for the profile shown so far
 * goes into the draft, so that changing back brings it back; a private key does not. Anybody else's draft counts
 * as gone.
 */
export async function renewRequestForm(
  deps: ComposeDeps & Pick<SlackDeps, 'drafts'>,
  { view, person }: { readonly view: ViewPayload; readonly person: Person },
  chosen: Profile | null,
  notice?: string,
): Promise<ModalView> {
  const memory = readRequestMemory(view.private_metadata);
  const draft = await deps.drafts.update(memory.id, (draft) =>
    isOf(draft, person) ? rememberTyped(draft, memory.profileId, view) : draft,
  );
  if (!draft || !isOf(draft, person)) {
    return noticeModal('Form expired', 'This form was open for too long. Start again with `/cert request`.');
  }
  const typed = textOf(view.state.values, fields.commonName);
  const commonName = containsPrivateKey(typed) ? '' : typed;
  return composeRequestForm(deps, person, { draft, chosen, commonName, ...(notice ? { notice } : {}) });
}

function isOf(draft: Draft, { user }: Person): draft is RequestDraft {
  return draft.kind === 'request' && draft.user === user;
}

function rememberTyped(draft: RequestDraft, profileId: string | null, view: ViewPayload): RequestDraft {
  if (profileId === null) return draft;
  const typed = Object.entries(typedValues(view.state.values, profileId));
  const kept = Object.fromEntries(typed.filter(([, value]) => !containsPrivateKey(value)));
  const values: RequestDraft['values'] = { ...draft.values, [profileId]: kept };
  return { ...rememberKeyWish(draft, view.state.values), values };
}
