import type { Overflow } from '@slack/types';
import { type DraftRow, NOT_ENTERED } from '../../domain/draft.js';
import { isRequired, type Parameter } from '../../domain/parameter.js';
import { actionRow, type Blocks, button, confirmed, option, plainSection } from '../blocks.js';
import { actions, parameterRow } from '../ids.js';
import { truncate } from '../limits.js';
import { checkOf } from '../render/check-of.js';

const VALUE_SHOWN = 120;

/** A parameter in the profile form. Its buttons name it: a screen reader and a quick eye tell them apart. */
export function parameterRowBlocks(
  { row, parameter }: DraftRow,
  place: { readonly index: number; readonly of: number },
): Blocks {
  const { name } = parameter;
  const ids = parameterRow(row);
  const text = plainSection(`${titleOf(parameter)}\n${marksOf(parameter)}`, ids.text);
  const menu = moveMenu(row, name, place);
  return [
    menu ? { ...text, accessory: menu } : text,
    actionRow(ids.buttons, [
      button(`Change ${name}`, actions.changeParameter, row),
      confirmed(button(`Delete ${name}`, actions.deleteParameter, row), {
        title: 'Delete this parameter?',
        text: `${name} and its value go from this form.`,
        confirm: 'Delete',
        deny: 'Keep',
      }),
    ]),
  ];
}

/** Null where there is nowhere to go. */
function moveMenu(
  row: string,
  name: string,
  { index, of }: { readonly index: number; readonly of: number },
): Overflow | null {
  const options = [
    ...(index > 0 ? [option(`Move ${name} up`, `up:${row}`)] : []),
    ...(index < of - 1 ? [option(`Move ${name} down`, `down:${row}`)] : []),
  ];
  return options.length > 0 ? { type: 'overflow', action_id: actions.moveParameter, options } : null;
}

function titleOf({ name, label }: Parameter): string {
  return label ? `${name} (${label})` : name;
}

function marksOf(parameter: Parameter): string {
  if ('value' in parameter) {
    return `plain: ${parameter.value ? shown(parameter.value) : '(empty)'}${checkOf(parameter)}`;
  }
  if (!parameter.dynamic) {
    const isSet = parameter.secret !== NOT_ENTERED;
    return `sensitive: ${isSet ? 'set' : 'to be entered'}${checkOf(parameter)}`;
  }
  const marks = [
    ...(parameter.sensitive ? ['sensitive'] : []),
    ...(isRequired(parameter) ? [] : ['optional']),
    ...(parameter.defaultValue ? [`default ${shown(parameter.defaultValue)}`] : []),
  ];
  const more = marks.length > 0 ? `, ${marks.join(', ')}` : '';
  return `dynamic: asked for with each request${more}${checkOf(parameter)}`;
}

function shown(value: string): string {
  return truncate(value.replace(/\s*\n\s*/g, ' ⏎ '), VALUE_SHOWN);
}
