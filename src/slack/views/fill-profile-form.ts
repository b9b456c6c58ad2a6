import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { ProfileDraft } from '../../domain/draft.js';
import type { SlackDeps } from '../deps.js';
import { noticeModal } from '../modal.js';
import { updateModal } from '../open-modal.js';
import { profileForm } from './profile-form.js';

const NO_SCRIPTS =
  'There is no script to choose yet. Put one into the folder of scripts that Countersign runs with, then try again.';

/** The profile modal for a draft, with the scripts and the user groups that can be chosen now. */
export async function fillProfileForm(
  deps: Pick<SlackDeps, 'shelf' | 'userGroups'>,
  draft: ProfileDraft,
  name?: string,
): Promise<ModalView> {
  const [scripts, groups] = await Promise.all([deps.shelf.names(), deps.userGroups()]);
  if (scripts.length === 0) return noticeModal('New profile', NO_SCRIPTS);
  return profileForm({ draft, scripts, groups, ...(name ? { name } : {}) });
}

/**
 * Shows a changed draft in the profile modal under the one that changed it. No hash: a second change may be shown
 * before the first, and dropping the newer of two would hide it.
 */
export async function refreshProfileForm(
  deps: Pick<SlackDeps, 'shelf' | 'userGroups'>,
  client: WebClient,
  place: { readonly viewId: string | null | undefined; readonly draft: ProfileDraft },
): Promise<void> {
  const { viewId, draft } = place;
  if (viewId) await updateModal(client, { viewId }, await fillProfileForm(deps, draft));
}
