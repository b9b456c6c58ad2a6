import type { RequestDraft } from '../../domain/draft.js';
import type { DynamicParameter } from '../../domain/parameter.js';
import type { Profile } from '../../domain/profile.js';
import { actionRow, type Blocks, button, input, section, textInput } from '../blocks.js';
import { escapeText } from '../escape.js';
import { actions, secretField, valueField } from '../ids.js';

/** What the form asks for one dynamic parameter: an input, or for a sensitive one its state and a button. */
export function parameterBlocks(
  draft: RequestDraft,
  profile: Profile,
  { name, sensitive }: DynamicParameter,
): Blocks {
  if (!sensitive) {
    const block = valueField(profile.id, name);
    const initial = draft.values[profile.id]?.[name];
    return [input(block, name, textInput(block, initial ? { initial } : {}))];
  }
  const isSet = Object.hasOwn(draft.sealed[profile.id] ?? {}, name);
  return [
    section(`*${escapeText(name)}* (sensitive) · ${isSet ? '•••• set' : 'not set yet'}`),
    actionRow(secretField(profile.id, name), [
      button(isSet ? `Change ${name}` : `Set ${name}`, actions.setSecret, name),
    ]),
  ];
}
