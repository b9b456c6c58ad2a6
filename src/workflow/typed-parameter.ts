import { checkValue } from '../domain/check-value.js';
import { NOT_ENTERED } from '../domain/draft.js';
import type { Parameter, ValueCheck } from '../domain/parameter.js';
import { patternFault } from '../domain/pattern.js';
import { printable } from '../domain/printable.js';
import { containsPrivateKey } from '../domain/private-key.js';
import type { ParameterFault } from './parameter-rows.js';

/** How a value is to be checked, as it was typed. `options`: one per line. */
export type TypedCheck = {
  readonly kind: ValueCheck['kind'];
  readonly options: string;
  readonly pattern: string;
};

/** A parameter as it was typed. `value` counts only when neither mark is set, `defaultValue` only for a plain dynamic one. */
export type TypedParameter = {
  readonly name: string;
  readonly sensitive: boolean;
  readonly dynamic: boolean;
  readonly value: string;
  readonly label?: string;
  readonly hint?: string;
  /** It may be left empty by whoever requests. */
  readonly optional?: boolean;
  readonly check?: TypedCheck;
  readonly defaultValue?: string;
};

export type ReadParameter = { readonly parameter: Parameter; readonly faults: readonly ParameterFault[] };

/** As much as Slack's input takes. */
export const longestTyped = 3000;

const MOST = { label: 100, hint: 200, options: 100, option: 75, pattern: 200 } as const;
const KEY =
  'This is a private key, so it was not stored. Consider it compromised, make a new one, and mark the parameter as sensitive before you enter that.';

/** The parameter that was typed, with everything against it but its name. It is to be used only without faults. */
export function readParameter(typed: TypedParameter): ReadParameter {
  const faults: ParameterFault[] = [];
  const add = (field: ParameterFault['field'], sentence: string | null) => {
    if (sentence !== null) faults.push({ field, sentence });
  };
  const check = readCheck(typed.check, add);
  const [label, hint] = [(typed.label ?? '').trim(), (typed.hint ?? '').trim()];
  add('label', textFault(label, MOST.label));
  add('hint', textFault(hint, MOST.hint));
  const common = {
    name: typed.name,
    ...(label ? { label } : {}),
    ...(hint ? { hint } : {}),
    ...(check && check.kind !== 'text' ? { check } : {}),
    ...(typed.optional ? { required: false } : {}),
  };
  return { parameter: withValue(common, typed, check, add), faults };
}

type Add = (field: ParameterFault['field'], sentence: string | null) => void;
type Common = Pick<Parameter, 'name' | 'label' | 'hint' | 'check' | 'required'>;

function withValue(
  common: Common,
  typed: TypedParameter,
  check: ValueCheck | undefined,
  add: Add,
): Parameter {
  const { sensitive, dynamic } = typed;
  if (dynamic) {
    const defaultValue = sensitive ? '' : withoutLastLineEnd(typed.defaultValue ?? '');
    if (defaultValue) add('default', valueFault(check, defaultValue));
    return { ...common, sensitive, dynamic, ...(defaultValue ? { defaultValue } : {}) };
  }
  if (sensitive) return { ...common, sensitive, dynamic, secret: NOT_ENTERED };
  const value = withoutLastLineEnd(typed.value);
  add('value', value || !typed.optional ? valueFault(check, value) : null);
  return { ...common, sensitive, dynamic, value };
}

/** A value as it is kept: line ends inside it stay, those at its end go. */
export function withoutLastLineEnd(value: string): string {
  return value.replace(/[\r\n]+$/, '');
}

function valueFault(check: ValueCheck | undefined, value: string): string | null {
  if (containsPrivateKey(value)) return KEY;
  if (value.length > longestTyped)
    return 'This is too long for Slack. Set it with `countersign profile import`.';
  return checkValue(check, value);
}

function textFault(text: string, most: number): string | null {
  if (containsPrivateKey(text)) return KEY;
  return text.length > most ? `Keep this under ${most} characters.` : null;
}

/** Undefined when it is not to be used: then `add` has heard why. */
function readCheck(typed: TypedCheck | undefined, add: Add): ValueCheck | undefined {
  switch (typed?.kind) {
    case 'list': {
      const options = optionsIn(typed.options);
      const fault = optionsFault(options);
      add('options', fault);
      return fault === null ? { kind: 'list', options } : undefined;
    }
    case 'pattern': {
      const pattern = typed.pattern.trim();
      const fault = pattern
        ? (textFault(pattern, MOST.pattern) ?? patternFault(pattern))
        : 'Enter a pattern.';
      add('pattern', fault);
      return fault === null ? { kind: 'pattern', pattern } : undefined;
    }
    case 'integer':
    case 'boolean':
    case 'text':
      return { kind: typed.kind };
    case undefined:
      return undefined;
  }
}

function optionsIn(text: string): readonly string[] {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function optionsFault(options: readonly string[]): string | null {
  if (options.length === 0) return 'Enter at least one option, one per line.';
  if (options.some(containsPrivateKey)) return KEY;
  if (options.length > MOST.options)
    return `These are ${options.length}; Slack takes at most ${MOST.options} options.`;
  const long = options.find((option) => option.length > MOST.option);
  if (long)
    return `"${printable(long, 30)}" has ${long.length} characters; Slack takes at most ${MOST.option}.`;
  const twice = options.find((option, index) => options.indexOf(option) !== index);
  return twice ? `"${printable(twice, 30)}" is there twice.` : null;
}
