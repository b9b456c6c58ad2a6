import type { InputBlock } from '@slack/types';
import { input, option, textInput } from '../blocks.js';
import { ruleField } from '../ids.js';

/** An input for a number; null: none, which is only for what may be left empty. */
export function numberInput(
  name: string,
  label: string,
  value: number | null,
  more: { readonly hint?: string; readonly optional?: boolean } = {},
): InputBlock {
  const initial = value === null ? {} : { initial: String(value) };
  return input(ruleField(name), label, textInput(ruleField(name), { max: 12, ...initial }), more);
}

/** Boxes of which any may be ticked; `choices` are words by what they stand for. */
export function boxesInput<K extends string>(
  name: string,
  label: string,
  { choices, ticked }: { readonly choices: Readonly<Record<K, string>>; readonly ticked: readonly string[] },
): InputBlock {
  const options = Object.entries<string>(choices).map(([value, words]) => option(words, value));
  const initial = options.filter(({ value }) => value !== undefined && ticked.includes(value));
  return input(
    ruleField(name),
    label,
    {
      ...({ type: 'checkboxes', action_id: ruleField(name), options } as const),
      ...(initial.length > 0 ? { initial_options: initial } : {}),
    },
    { optional: true },
  );
}

/** One of a few choices. */
export function choiceInput<K extends string>(
  name: string,
  label: string,
  { choices, chosen }: { readonly choices: Readonly<Record<K, string>>; readonly chosen: K },
): InputBlock {
  const options = Object.entries<string>(choices).map(([value, words]) => option(words, value));
  return input(ruleField(name), label, {
    ...({ type: 'radio_buttons', action_id: ruleField(name), options } as const),
    initial_option: option(choices[chosen], chosen),
  });
}
