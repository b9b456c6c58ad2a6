import type { Checkboxes, ModalView } from '@slack/types';
import type { Parameter } from '../../domain/parameter.js';
import { type Blocks, context, input, option, plain, textInput } from '../blocks.js';
import { actions, callbacks, fields } from '../ids.js';
import { limits } from '../limits.js';
import { modal } from '../modal.js';
import type { RowMemory } from './profile-memory.js';

export type Marks = { readonly sensitive: boolean; readonly dynamic: boolean };

export type ParameterFormData = {
  readonly memory: RowMemory;
  /** The parameter that is being changed; null for a new one. */
  readonly parameter: Parameter | null;
  readonly marks: Marks;
};

/**
 * The modal for one parameter. Its value is asked for here only while neither mark is set: a sensitive one has a
 * modal of its own, and a dynamic one comes with each request.
 */
export function parameterForm({ memory, parameter, marks }: ParameterFormData): ModalView {
  const isNew = parameter === null;
  const blocks: Blocks = [
    input(
      fields.parameterName,
      'Name',
      textInput(fields.parameterName, { initial: parameter?.name ?? '', placeholder: 'ca_url' }),
      { hint: 'The key under which the script finds the value.' },
    ),
    input(fields.parameterMarks, 'Marks', markBoxes(marks), { optional: true, dispatch: true }),
    valueBlock(parameter, marks),
  ];
  const submit = marks.sensitive && !marks.dynamic ? 'Next' : 'Save';
  return modal(callbacks.parameter, isNew ? 'Add parameter' : 'Change parameter', blocks, { submit, memory });
}

function valueBlock(parameter: Parameter | null, { sensitive, dynamic }: Marks): Blocks[number] {
  if (dynamic) return context('Whoever requests a certificate gives the value, for that one request.');
  if (sensitive) {
    const words = 'The value is asked for next, alone. It is encrypted at once and never shown again.';
    return context(words);
  }
  const initial = parameter && 'value' in parameter ? parameter.value : '';
  const element = textInput(fields.parameterValue, { multiline: true, initial });
  return input(fields.parameterValue, 'Value', element, { optional: true, hint: 'May be empty.' });
}

const boxes = {
  sensitive: {
    ...option('Sensitive', 'sensitive'),
    description: plain('Never shown or handed out; it can only be replaced.', limits.option),
  },
  dynamic: {
    ...option('Dynamic', 'dynamic'),
    description: plain('Given by whoever requests a certificate.', limits.option),
  },
};

function markBoxes({ sensitive, dynamic }: Marks): Checkboxes {
  const ticked = [...(sensitive ? [boxes.sensitive] : []), ...(dynamic ? [boxes.dynamic] : [])];
  return {
    type: 'checkboxes',
    action_id: actions.parameterMarks,
    options: [boxes.sensitive, boxes.dynamic],
    ...(ticked.length > 0 ? { initial_options: ticked } : {}),
  };
}
