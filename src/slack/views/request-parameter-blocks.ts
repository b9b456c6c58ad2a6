import type { InputBlock } from '@slack/types';
import type { RequestDraft } from '../../domain/draft.js';
import { type DynamicParameter, isRequired, labelOf } from '../../domain/parameter.js';
import type { Profile } from '../../domain/profile.js';
import { actionRow, type Blocks, button, input, option, section, textInput } from '../blocks.js';
import { escapeText } from '../escape.js';
import { actions, secretField, valueField } from '../ids.js';

/** What a form asks for one dynamic parameter: an input, or for a sensitive one its state and a button (`setSecret`). */
export function parameterBlocks(
  draft: RequestDraft,
  profile: Profile,
  parameter: DynamicParameter,
  setSecret: string = actions.setSecret,
): Blocks {
  if (parameter.sensitive) return secretBlocks(draft, profile, { parameter, setSecret });
  const { name, hint, defaultValue = '' } = parameter;
  const block = valueField(profile.id, name);
  const initial = draft.values[profile.id]?.[name] ?? defaultValue;
  const more = { optional: !isRequired(parameter), ...(hint ? { hint } : {}) };
  return [input(block, labelOf(parameter), elementFor(parameter, block, initial), more)];
}

/** A select where there are choices, else a line to type; what stands there first may be from an older version. */
function elementFor({ check }: DynamicParameter, block: string, initial: string): InputBlock['element'] {
  const choices = check?.kind === 'list' ? check.options : check?.kind === 'boolean' ? BOOLEANS : null;
  if (!choices) return textInput(block, initial ? { initial } : {});
  const chosen = choices.includes(initial) ? { initial_option: option(initial, initial) } : {};
  return {
    type: 'static_select',
    action_id: block,
    options: [...new Set(choices)].map((choice) => option(choice, choice)),
    ...chosen,
  };
}

const BOOLEANS = ['true', 'false'] as const;

function secretBlocks(
  draft: RequestDraft,
  profile: Profile,
  { parameter, setSecret }: { readonly parameter: DynamicParameter; readonly setSecret: string },
): Blocks {
  const { name, hint } = parameter;
  const label = labelOf(parameter);
  const isSet = Object.hasOwn(draft.sealed[profile.id] ?? {}, name);
  const about = hint ? `\n${escapeText(hint)}` : '';
  const unset = isRequired(parameter) ? 'not set yet' : 'not set (optional)';
  return [
    section(`*${escapeText(label)}* (sensitive) · ${isSet ? '•••• set' : unset}${about}`),
    actionRow(secretField(profile.id, name), [
      button(isSet ? `Change ${label}` : `Set ${label}`, setSecret, name),
    ]),
  ];
}
