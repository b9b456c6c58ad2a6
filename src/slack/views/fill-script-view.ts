import type { ModalView } from '@slack/types';
import { nearNames } from '../../domain/near-names.js';
import type { Person } from '../../domain/person.js';
import { lookAtScripts } from '../../workflow/look-at-scripts.js';
import type { SlackDeps } from '../deps.js';
import { codeText } from '../escape.js';
import { noticeModal } from '../modal.js';
import { adminRefusalWords } from '../render/admin-refusal-words.js';
import { scriptView } from './script-view.js';

/** The modal for one script, or why it cannot be shown. Whether they may look is asked anew. */
export async function fillScriptView(
  deps: SlackDeps,
  look: { readonly name: string; readonly by: Person; readonly page: number },
): Promise<ModalView> {
  const { name, by, page } = look;
  const looked = await lookAtScripts(deps, { by, name });
  if (looked.kind === 'refused')
    return noticeModal('Script', adminRefusalWords(looked.refusal, deps.admins, 'can look at scripts'));
  const [found] = looked.scripts;
  if (found?.script) return scriptView({ ...found, script: found.script }, page);
  const near = nearNames(name, await deps.shelf.names()).map((each) => codeText(each, 64));
  const hint = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : ' `/cert script list` shows all.';
  return noticeModal('Script', `There is no script ${codeText(name, 64)} on the shelf.${hint}`);
}
