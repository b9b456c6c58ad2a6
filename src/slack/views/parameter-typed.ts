import { type ValueCheck, valueCheckSchema } from '../../domain/parameter.js';
import type { ParameterForm } from '../../workflow/set-parameter.js';
import { fields } from '../ids.js';
import type { SubmissionPayload, ViewState } from '../payloads.js';
import { optionOf, optionsOf, textOf } from '../view-state.js';
import { linesIn } from './lines-input.js';
import type { ParameterShape } from './parameter-form.js';
import { readRowMemory } from './profile-memory.js';

const kinds: readonly ValueCheck['kind'][] = valueCheckSchema.options.map(
  (schema) => schema.shape.kind.value,
);

/** The boxes that are ticked and the check that is chosen in the parameter modal. */
export function shapeIn(state: ViewState): ParameterShape {
  const ticked = optionsOf(state, fields.parameterMarks);
  const chosen = optionOf(state, fields.parameterCheck);
  return {
    sensitive: ticked.includes('sensitive'),
    dynamic: ticked.includes('dynamic'),
    optional: ticked.includes('optional'),
    check: kinds.find((kind) => kind === chosen) ?? 'text',
  };
}

/** What stands in the parameter modal. */
export function parameterIn({ view, user }: SubmissionPayload): ParameterForm {
  const { values } = view.state;
  const { check, ...marks } = shapeIn(values);
  const { draft, row } = readRowMemory(view);
  return {
    ...{ draft, row, user: user.id, ...marks },
    name: textOf(values, fields.parameterName).trim(),
    label: textOf(values, fields.parameterLabel),
    hint: textOf(values, fields.parameterHint),
    check: {
      kind: check,
      options: linesIn(values, fields.parameterOptions),
      pattern: textOf(values, fields.parameterPattern),
    },
    value: textOf(values, fields.parameterValue),
    defaultValue: textOf(values, fields.parameterDefault),
  };
}

/** Sent before the modal caught up with a box or a choice: an input that it now asks for was not there yet. */
export function lacksInput(state: ViewState): boolean {
  const { sensitive, dynamic, check } = shapeIn(state);
  const wanted = [
    ...(sensitive || dynamic ? [] : [fields.parameterValue]),
    ...(check === 'list' ? [fields.parameterOptions] : []),
    ...(check === 'pattern' ? [fields.parameterPattern] : []),
  ];
  return wanted.some((field) => !Object.hasOwn(state, field));
}
