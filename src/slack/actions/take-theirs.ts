import { settingsOf } from '../../domain/draft-content.js';
import { diffSettings } from '../../domain/profile-diff.js';
import { rebaseDraft } from '../../workflow/rebase-draft.js';
import type { ActionListener } from '../listen.js';
import { updateModal } from '../open-modal.js';
import { fillProfileForm } from '../views/fill-profile-form.js';
import { readDraftMemory } from '../views/profile-memory.js';
import { rebasedBlocks } from '../views/profile-notices.js';
import { keepTyped } from '../views/profile-typed.js';
import { DRAFT_GONE } from '../views/profile-words.js';

/** Puts what this person changed on top of what somebody else saved, and shows both in the form. Nothing is saved. */
export const takeTheirs: ActionListener = async (deps, { payload, client, ack, tell }) => {
  await ack();
  const { view, user } = payload;
  if (!view || !(await keepTyped(deps, payload))) return tell(DRAFT_GONE);
  const result = await rebaseDraft(deps, { ...readDraftMemory(view), user: user.id });
  if (result.kind === 'draft-gone') return tell(DRAFT_GONE);
  if (result.kind === 'no-such-profile') return tell('This profile is not there any more.');
  const { draft, profile } = result;
  const theirs = profile.version.settings;
  const script =
    draft.typed.scriptName === theirs.script.name
      ? theirs.script
      : { name: draft.typed.scriptName, hash: '' };
  const own = diffSettings(theirs, settingsOf(draft, draft.rows, script));
  const next = await fillProfileForm(deps, draft, rebasedBlocks(profile, own));
  await updateModal(client, { viewId: view.id }, next);
};
