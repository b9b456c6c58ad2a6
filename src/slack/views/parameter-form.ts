import type { Checkboxes, InputBlock, ModalView } from '@slack/types';
import { isRequired, type Parameter, type ValueCheck } from '../../domain/parameter.js';
import { type Blocks, context, input, option, plain, textInput } from '../blocks.js';
import { actions, callbacks, fields } from '../ids.js';
import { limits } from '../limits.js';
import { modal } from '../modal.js';
import { linesInputs } from './lines-input.js';
import type { RowMemory } from './profile-memory.js';

/** What decides which inputs the modal has. */
export type ParameterShape = {
  readonly sensitive: boolean;
  readonly dynamic: boolean;
  readonly optional: boolean;
  readonly check: ValueCheck['kind'];
};

export type ParameterFormData = {
  readonly memory: RowMemory;
  /** The parameter that is being changed; null for a new one. */
  readonly parameter: Parameter | null;
  readonly shape: ParameterShape;
};

export function shapeOf(parameter: Parameter | null): ParameterShape {
  if (!parameter) return { sensitive: false, dynamic: false, optional: false, check: 'text' };
  const { sensitive, dynamic, check } = parameter;
  return { sensitive, dynamic, optional: !isRequired(parameter), check: check?.kind ?? 'text' };
}

/**
 * The modal for one parameter. Its value is asked for here only while it is neither sensitive nor dynamic: a
 * sensitive one has a modal of its own, and a dynamic one comes with each request.
 */
export function parameterForm({ memory, parameter, shape }: ParameterFormData): ModalView {
  const isNew = parameter === null;
  const blocks: Blocks = [
    text('parameterName', 'Name', {
      ...{ initial: parameter?.name, placeholder: 'ca_url', required: true },
      hint: 'The key under which the script finds the value.',
    }),
    text('parameterLabel', 'Label', {
      ...{ initial: parameter?.label, max: 100, hint: 'What people read instead of the name.' },
    }),
    text('parameterHint', 'Hint', {
      initial: parameter?.hint,
      max: 200,
      hint: 'Small print under its field.',
    }),
    input(fields.parameterMarks, 'Marks', markBoxes(shape), { optional: true, dispatch: true }),
    input(fields.parameterCheck, 'Check', checkSelect(shape.check), { dispatch: true }),
    ...checkBlocks(parameter?.check, shape.check),
    valueBlock(parameter, shape),
  ];
  const submit = shape.sensitive && !shape.dynamic ? 'Next' : 'Save';
  return modal(callbacks.parameter, isNew ? 'Add parameter' : 'Change parameter', blocks, { submit, memory });
}

function text(
  field: keyof typeof fields,
  label: string,
  more: {
    readonly initial: string | undefined;
    readonly hint: string;
    readonly placeholder?: string;
    readonly max?: number;
    readonly multiline?: boolean;
    readonly required?: boolean;
  },
): InputBlock {
  const { initial = '', hint, required = false, ...element } = more;
  return input(fields[field], label, textInput(fields[field], { initial, ...element }), {
    optional: !required,
    hint,
  });
}

function valueBlock(parameter: Parameter | null, { sensitive, dynamic }: ParameterShape): Blocks[number] {
  if (dynamic && sensitive)
    return context('Whoever requests a certificate gives the value, for that one request.');
  if (dynamic) {
    const initial = parameter && 'defaultValue' in parameter ? parameter.defaultValue : undefined;
    const hint = 'Whoever requests a certificate gives the value; this stands there at first.';
    return valueText('parameterDefault', 'Default', initial, hint);
  }
  if (sensitive) {
    const words = 'The value is asked for next, alone. It is encrypted at once and never shown again.';
    return context(words);
  }
  const initial = parameter && 'value' in parameter ? parameter.value : undefined;
  const hint =
    parameter && 'secret' in parameter
      ? 'Enter it anew: the sensitive value that is stored will be dropped.'
      : 'May be empty.';
  return valueText('parameterValue', 'Value', initial, hint);
}

/** A value that is too long for an input, such as an imported one, stays while nothing is entered. */
function valueText(
  field: keyof typeof fields,
  label: string,
  initial: string | undefined,
  hint: string,
): InputBlock {
  if (initial === undefined || initial.length <= limits.plainTextInput) {
    return text(field, label, { initial, hint, multiline: true });
  }
  const placeholder = `${initial.length} characters are kept unless you enter others`;
  return text(field, label, { initial: undefined, placeholder, hint, multiline: true });
}

const checks = {
  text: 'Free text',
  list: 'One of a list',
  pattern: 'Pattern',
  integer: 'Whole number',
  boolean: 'true or false',
} as const satisfies Record<ValueCheck['kind'], string>;

function checkSelect(chosen: ValueCheck['kind']): InputBlock['element'] {
  const options = Object.entries(checks).map(([kind, words]) => option(words, kind));
  return {
    ...({ type: 'static_select', action_id: actions.parameterCheck, options } as const),
    initial_option: option(checks[chosen], chosen),
  };
}

function checkBlocks(check: ValueCheck | undefined, chosen: ValueCheck['kind']): Blocks {
  if (chosen === 'list') {
    const lines = check?.kind === 'list' ? check.options : [];
    const hint = 'One per line: at most 100, of at most 75 characters each.';
    return linesInputs(fields.parameterOptions, 'Options', { lines, hint, optional: false });
  }
  if (chosen !== 'pattern') return [];
  const initial = check?.kind === 'pattern' ? check.pattern : undefined;
  const hint = 'In RE2 syntax, as in [a-z]{2,8}. The whole value has to fit.';
  return [text('parameterPattern', 'Pattern', { initial, hint, max: 200, required: true })];
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
  optional: {
    ...option('Optional', 'optional'),
    description: plain('May be left empty; the script gets an empty text.', limits.option),
  },
};

function markBoxes(shape: ParameterShape): Checkboxes {
  const ticked = (['sensitive', 'dynamic', 'optional'] as const).flatMap((mark) =>
    shape[mark] ? [boxes[mark]] : [],
  );
  return {
    type: 'checkboxes',
    action_id: actions.parameterMarks,
    options: [boxes.sensitive, boxes.dynamic, boxes.optional],
    ...(ticked.length > 0 ? { initial_options: ticked } : {}),
  };
}
