import type { ModalView } from '@slack/types';
import type { CompareScriptResult } from '../../workflow/compare-script.js';
import { actionRow, type Blocks, button, confirmed, section } from '../blocks.js';
import { escapeText } from '../escape.js';
import { actions, callbacks } from '../ids.js';
import { modal } from '../modal.js';
import { checkWords } from '../render/check-words.js';
import { writeAcceptValue } from './accept-value.js';
import { textPageBlocks } from './text-page-blocks.js';

type Compared = Extract<CompareScriptResult, { kind: 'compared' }>;

/** What changed in a profile's script, with the button that takes the new bytes. */
export function diffView(compared: Compared, page: number): ModalView {
  const { profile, drift, diff, checked } = compared;
  const { settings, number } = profile.version;
  const [name, script] = [escapeText(settings.name), escapeText(settings.script.name)];
  const found = checkWords(checked);
  const blocks: Blocks = [
    section(
      `The script \`${script}\` changed since version ${drift.since} of *${name}* took it. Runs go on with those bytes until an admin accepts the new ones.`,
    ),
    ...(found ? [section(`*The new bytes*\n${found}`)] : []),
    actionRow('script.accept', [
      confirmed(
        button(
          'Accept the new bytes',
          actions.acceptScript,
          writeAcceptValue({ profileId: profile.id, basedOn: number, hash: drift.hash }),
        ),
        {
          title: 'Accept the new script?',
          text: `${settings.name} gets version ${number + 1}, which runs the new bytes with its sensitive values. Votes on pending requests are void.`,
          ...{ confirm: 'Accept', deny: 'Not yet' },
        },
      ),
    ]),
    ...textPageBlocks(diff, { of: 'diff', profileId: profile.id, page }, '*What changed*'),
  ];
  return modal(callbacks.notice, 'What changed', blocks, { close: 'Close' });
}
