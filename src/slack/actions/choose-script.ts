import { addHeaderRows } from '../../workflow/add-header-rows.js';
import { checkScript } from '../../workflow/check-script.js';
import { readProfileDraft } from '../../workflow/profile-draft.js';
import type { SlackDeps } from '../deps.js';
import type { ActionCall, ActionListener } from '../listen.js';
import { updateModal } from '../open-modal.js';
import { fillProfileForm } from '../views/fill-profile-form.js';
import { readDraftMemory } from '../views/profile-memory.js';
import { keepTyped } from '../views/profile-typed.js';
import { DRAFT_GONE } from '../views/profile-words.js';
import { headerOf, scriptNotice } from '../views/script-notice.js';

/**
 * A script was chosen in the profile form: it is kept, what was found in the script is said above the form, and a form
 * in which nobody filled in a parameter yet gets those of its header.
 */
export const chooseScript: ActionListener = async (deps, call) => {
  await call.ack();
  await keepTyped(deps, call.payload);
  await showScript(deps, call, 'when-untouched');
};

/** Add the parameters of its header: those that the form lacks, after those that are there. */
export const addRowsOfHeader: ActionListener = async (deps, call) => {
  await call.ack();
  await keepTyped(deps, call.payload);
  await showScript(deps, call, 'always');
};

async function showScript(
  deps: SlackDeps,
  { payload, client, tell }: ActionCall,
  fillsIn: 'always' | 'when-untouched',
): Promise<void> {
  const owner = { ...readDraftMemory(payload.view), user: payload.user.id };
  const draft = await readProfileDraft(deps, owner);
  // A form that was saved a moment ago has nothing to show.
  if (!draft) return fillsIn === 'always' ? tell(DRAFT_GONE) : undefined;
  const script = await deps.shelf.read(draft.typed.scriptName);
  if (!script || !payload.view) return;
  const filledIn = fillsIn === 'always' || draft.rows.every(({ fromHeader }) => fromHeader);
  const [checked, next] = await Promise.all([
    checkScript(deps, script),
    filledIn ? addHeaderRows(deps, owner, headerOf(script)) : draft,
  ]);
  if (!next) return tell(DRAFT_GONE);
  const isFilledIn = next.rows.some(({ fromHeader }) => fromHeader);
  const notice = scriptNotice(script, { checked, draft: next, filledIn: isFilledIn });
  // Looking takes a while: a form that was sent, or shows something newer, stays as it is.
  const { id: viewId, hash } = payload.view;
  await updateModal(client, { viewId, hash }, await fillProfileForm(deps, next, notice));
}
