import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { limits } from './limits.js';

/** Text that is shown: never empty (docs.slack.dev/reference/block-kit/composition-objects/text-object). */
export const shownText = (max: number = limits.text) => z.string().min(1).max(Math.min(max, limits.text));

export const plainText = (max: number = limits.text) =>
  z.strictObject({ type: z.literal('plain_text'), text: shownText(max), emoji: z.boolean().optional() });

const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: shownText(max), verbatim: z.boolean().optional() });

export const anyText = (max: number = limits.text) =>
  z.discriminatedUnion('type', [plainText(max), mrkdwn(max)]);

export type AnyText = z.infer<ReturnType<typeof anyText>>;

const optionParts = {
  value: z.string().min(1).max(limits.option.value),
  description: plainText(limits.option.description).optional(),
};

/** An option of a select menu: plain text only. */
export const option = z.strictObject({ text: plainText(limits.option.text), ...optionParts });

/** An option of radio buttons and checkboxes, where mrkdwn is allowed. */
export const choice = z.strictObject({
  text: anyText(limits.option.text),
  value: optionParts.value,
  description: anyText(limits.option.description).optional(),
});

/** An option of an overflow menu, the only one that may carry a url. */
export const overflowOption = z.strictObject({
  text: plainText(limits.option.text),
  ...optionParts,
  url: z.url().max(limits.option.url).optional(),
});

export type Option = z.infer<typeof choice>;

export const optionGroup = z.strictObject({
  label: plainText(limits.optionGroup.label),
  options: z.array(option).min(1).max(limits.select.options),
});

export const confirm = z.strictObject({
  title: plainText(limits.confirm.title),
  text: anyText(limits.confirm.text),
  confirm: plainText(limits.confirm.confirm),
  deny: plainText(limits.confirm.deny),
  style: z.enum(['primary', 'danger']).optional(),
});

export const dispatchConfig = z.strictObject({
  trigger_actions_on: z
    .array(z.enum(['on_enter_pressed', 'on_character_entered']))
    .min(1)
    .max(2),
});

/** Values within one menu are unique, and what is chosen at first equals an option in every part. */
export function optionFaults(
  options: readonly Option[],
  initial: readonly Option[],
): { path: string; message: string }[] {
  const values = options.map((each) => each.value);
  const faults = [];
  if (new Set(values).size !== values.length) {
    faults.push({ path: 'options', message: 'option values must be unique' });
  }
  if (initial.some((chosen) => !options.some((each) => isDeepStrictEqual(each, chosen)))) {
    faults.push({ path: 'initial', message: 'must match one of the given options exactly' });
  }
  return faults;
}
