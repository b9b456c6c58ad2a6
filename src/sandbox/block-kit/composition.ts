import { z } from 'zod';
import { limits } from './limits.js';

/** Text that is shown: never empty (docs.slack.dev/reference/block-kit/composition-objects/text-object). */
export const shownText = (max: number = limits.text) => z.string().min(1).max(Math.min(max, limits.text));

/** A plain_text object of 1 to `max` characters. */
export const plainText = (max: number = limits.text) =>
  z.strictObject({ type: z.literal('plain_text'), text: shownText(max), emoji: z.boolean().optional() });

const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: shownText(max), verbatim: z.boolean().optional() });

/** A plain_text or mrkdwn object of 1 to `max` characters. */
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

/** Options under a label, in menus only. */
export const optionGroup = z.strictObject({
  label: plainText(limits.optionGroup.label),
  options: z.array(option).min(1).max(limits.select.options),
});

/** The dialog that asks before an element acts (composition-objects/confirmation-dialog-object). */
export const confirm = z.strictObject({
  title: plainText(limits.confirm.title),
  text: anyText(limits.confirm.text),
  confirm: plainText(limits.confirm.confirm),
  deny: plainText(limits.confirm.deny),
  style: z.enum(['primary', 'danger']).optional(),
});

/** When a text field tells the app: on Enter, on each character, or both. */
export const dispatchConfig = z.strictObject({
  trigger_actions_on: z
    .array(z.enum(['on_enter_pressed', 'on_character_entered']))
    .min(1)
    .max(2),
});

/** Whether two options are equal in every part: text, value, description. */
function isSameOption(a: Option, b: Option): boolean {
  return a.value === b.value && isSameText(a.text, b.text) && isSameText(a.description, b.description);
}

function isSameText(a: AnyText | undefined, b: AnyText | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && textKey(a) === textKey(b));
}

const textKey = (text: AnyText): string =>
  JSON.stringify([text.type, text.text, text.type === 'plain_text' ? text.emoji : text.verbatim]);

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
  if (initial.some((chosen) => !options.some((each) => isSameOption(each, chosen)))) {
    faults.push({ path: 'initial', message: 'must match one of the given options exactly' });
  }
  return faults;
}
