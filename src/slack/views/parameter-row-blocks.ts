import type { DraftRow } from '../../domain/draft.js';
import type { Parameter } from '../../domain/parameter.js';
import { actionRow, type Blocks, button, confirmed, plainSection } from '../blocks.js';
import { actions, parameterRow } from '../ids.js';
import { truncate } from '../limits.js';

const VALUE_SHOWN = 120;

/** A parameter in the profile form. Its buttons name it: a screen reader and a quick eye tell them apart. */
export function parameterRowBlocks({ row, parameter }: DraftRow): Blocks {
  const { name } = parameter;
  const ids = parameterRow(row);
  return [
    plainSection(`${name}\n${marksOf(parameter)}`, ids.text),
    actionRow(ids.buttons, [
      button(`Change ${name}`, actions.changeParameter, row),
      confirmed(button(`Delete ${name}`, actions.deleteParameter, row, 'danger'), {
        title: 'Delete this parameter?',
        text: `${name} and its value go from this form.`,
        confirm: 'Delete',
        deny: 'Keep',
      }),
    ]),
  ];
}

function marksOf(parameter: Parameter): string {
  if ('value' in parameter) return parameter.value ? `plain: ${shown(parameter.value)}` : 'plain: (empty)';
  if (!parameter.dynamic) return 'sensitive: set';
  return `dynamic: asked for with each request${parameter.sensitive ? ', sensitive' : ''}`;
}

function shown(value: string): string {
  return truncate(value.replace(/\s*\n\s*/g, ' ⏎ '), VALUE_SHOWN);
}
