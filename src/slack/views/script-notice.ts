import type { ProfileDraft } from '../../domain/draft.js';
import { type Script, scriptEntry } from '../../domain/script.js';
import { readScriptHeader, type ScriptHeader } from '../../domain/script-header.js';
import type { CheckedScript } from '../../workflow/check-script.js';
import { mostParameters } from '../../workflow/parameter-rows.js';
import { actionRow, type Blocks, button, section } from '../blocks.js';
import { codeText } from '../escape.js';
import { actions } from '../ids.js';
import { checkWords } from '../render/check-words.js';

const NAMED = 8;

/** The header of a script's entry file. */
export function headerOf(script: Script): ScriptHeader {
  return readScriptHeader(Buffer.from(script.files[scriptEntry] ?? '', 'base64').toString('utf8'));
}

/**
 * Said above the profile form about the script that was chosen: what was found in it, and a button for the parameters
 * of its header that the form lacks. `filledIn`: they have just been put there.
 */
export function scriptNotice(
  script: Script,
  about: { readonly checked: CheckedScript; readonly draft: ProfileDraft; readonly filledIn: boolean },
): Blocks {
  const { checked, draft, filledIn } = about;
  const found = checkWords(checked);
  const known = new Set(draft.rows.map(({ parameter }) => parameter.name));
  const missing = headerOf(script).parameters.filter(({ name }) => !known.has(name));
  const isFull = draft.rows.length >= mostParameters;
  const named = missing.slice(0, NAMED).map(({ name }) => codeText(name, 64));
  const more = missing.length > NAMED ? ` and ${missing.length - NAMED} more` : '';
  return [
    ...(found ? [section(`*Script ${codeText(script.name, 64)}*\n${found}`)] : []),
    ...(filledIn
      ? [section('The parameters below are those of the script’s header: set their values.')]
      : []),
    ...(missing.length > 0 && !isFull
      ? [
          section(`The script’s header also names ${named.join(', ')}${more}.`),
          actionRow(actions.addHeaderRows, [
            button('Add the parameters of its header', actions.addHeaderRows, script.name),
          ]),
        ]
      : []),
  ];
}
