import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { type ProfileDraft, profileIdOf } from '../../domain/draft.js';
import { diffSettings } from '../../domain/profile-diff.js';
import type { Blocks } from '../blocks.js';
import type { SlackDeps } from '../deps.js';
import { noticeModal } from '../modal.js';
import { updateModal } from '../open-modal.js';
import { profileForm, profileTitle } from './profile-form.js';
import { staleBlocks } from './profile-notices.js';

const NO_SCRIPTS =
  'There is no script to choose yet. Put one into the folder of scripts that Countersign runs with, then try again.';

type Deps = Pick<SlackDeps, 'shelf' | 'userGroups' | 'profiles'>;

/**
 * The profile modal for a draft, with the scripts and the user groups that can be chosen now. It says when somebody
 * saved the profile since the draft was begun.
 */
export async function fillProfileForm(
  deps: Deps,
  draft: ProfileDraft,
  notice: Blocks = [],
): Promise<ModalView> {
  const [scripts, groups, stale] = await Promise.all([
    deps.shelf.names(),
    deps.userGroups(),
    staleNotice(deps, draft),
  ]);
  const isNew = draft.basedOn === null;
  if (scripts.length === 0 && isNew) return noticeModal(profileTitle(draft), NO_SCRIPTS);
  return profileForm({ draft, scripts, groups, notice: [...notice, ...stale] });
}

async function staleNotice({ profiles }: Deps, draft: ProfileDraft): Promise<Blocks> {
  if (draft.basedOn === null) return [];
  const profile = await profiles.read(profileIdOf(draft));
  if (!profile || profile.version.number === draft.basedOn) return [];
  const base = (await profiles.versions(profile.id)).find(({ number }) => number === draft.basedOn);
  const since = base ? diffSettings(base.settings, profile.version.settings) : [];
  return staleBlocks(profile, since);
}

/**
 * Shows a changed draft in the profile modal under the one that changed it. No hash: a second change may be shown
 * before the first, and dropping the newer of two would hide it.
 */
export async function refreshProfileForm(
  deps: Deps,
  client: WebClient,
  place: { readonly viewId: string | null | undefined; readonly draft: ProfileDraft },
): Promise<void> {
  const { viewId, draft } = place;
  if (viewId) await updateModal(client, { viewId }, await fillProfileForm(deps, draft));
}
