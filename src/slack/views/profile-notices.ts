import type { ProfileDraft } from '../../domain/draft.js';
import type { Profile } from '../../domain/profile.js';
import type { SettingsChange } from '../../domain/profile-diff.js';
import { actionRow, type Blocks, button, section } from '../blocks.js';
import { codeText, escapeText } from '../escape.js';
import { actions } from '../ids.js';
import { changeLines } from '../render/change-words.js';
import { moment } from '../render/moment.js';
import { authorWords } from '../render/people.js';

/** Said above the form when somebody saved the profile meanwhile: what they changed, and the way on. */
export function staleBlocks({ status, version }: Profile, since: readonly SettingsChange[]): Blocks {
  if (status === 'deleted') return [section('This profile was deleted meanwhile, so nothing can be saved.')];
  const words = `:warning: ${authorWords(version.author)} saved version ${version.number} ${moment(version.savedAt)}, after you began. Nothing of yours is saved yet, and nothing of it is lost.`;
  const lines = since.length > 0 ? `\n${changeLines(since, 2000)}` : '';
  return [
    section(`${words}${lines}`),
    actionRow(actions.takeTheirs, [
      button('Take theirs as base and keep my changes', actions.takeTheirs, 'take', 'primary'),
    ]),
  ];
}

/** Said above the form once a draft stands on what somebody else saved. `own`: what saving changes now. */
export function rebasedBlocks({ version }: Profile, own: readonly SettingsChange[]): Blocks {
  const words = `This is version ${version.number} of ${authorWords(version.author)} now, with your changes. `;
  const lines =
    own.length > 0
      ? `Saving makes these changes:\n${changeLines(own, 2000)}`
      : 'None of yours is left: saving changes nothing.';
  return [section(words + lines)];
}

/** Offered above an empty form to somebody who began another new profile and did not save it. */
export function earlierBlocks(earlier: ProfileDraft): Blocks {
  return [
    section(`You began ${nameOf(earlier)} ${moment(earlier.touchedAt)} and did not save it.`),
    actionRow(actions.goOn, [button('Go on', actions.goOn, goOnValue(earlier))]),
  ];
}

/** The question before an edit that was begun is gone on with. */
export function begunBlocks(draft: ProfileDraft, { id, version }: Profile): Blocks {
  const name = escapeText(version.settings.name);
  return [
    section(`You began editing *${name}* ${moment(draft.touchedAt)} and did not save it.`),
    actionRow(actions.goOn, [
      button('Go on', actions.goOn, goOnValue(draft), 'primary'),
      button('Start over', actions.startOver, id),
    ]),
  ];
}

function goOnValue({ id }: ProfileDraft): string {
  return id;
}

function nameOf({ typed }: ProfileDraft): string {
  return typed.name ? `the profile ${codeText(typed.name, 60)}` : 'a profile without a name';
}
