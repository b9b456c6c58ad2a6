import { z } from 'zod';
import { confirm, dispatchConfig, overflowOption, plainText, shownText } from './composition.js';
import { limits } from './limits.js';
import {
  actionable,
  channelsSelect,
  checkboxes,
  conversationsSelect,
  focusable,
  multiStaticSelect,
  multiUsersSelect,
  placeholder,
  radioButtons,
  staticSelect,
  usersSelect,
} from './menus.js';

/** A button; `value` is what the app gets back. There is no way to disable one. */
export const button = z.strictObject({
  type: z.literal('button'),
  ...actionable,
  text: plainText(limits.button.text),
  url: z.url().max(limits.button.url).optional(),
  value: z.string().min(1).max(limits.button.value).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirm.optional(),
  accessibility_label: shownText(limits.button.accessibilityLabel).optional(),
});

/** The three dots: up to five options, each of which acts at once. */
export const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...actionable,
  options: z.array(overflowOption).min(1).max(limits.overflow.options),
  confirm: confirm.optional(),
});

export const imageElement = z.strictObject({
  type: z.literal('image'),
  image_url: z.url().max(limits.image.url),
  alt_text: z.string().min(1).max(limits.image.alt),
});

const typed = {
  ...actionable,
  ...focusable,
  ...placeholder,
  dispatch_action_config: dispatchConfig.optional(),
};

/** A text field. There is no masked one in Slack; nothing longer than 3,000 characters fits in. */
export const plainTextInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    ...typed,
    initial_value: z.string().max(limits.plainTextInput.length).optional(),
    multiline: z.boolean().optional(),
    min_length: z.number().int().min(0).max(limits.plainTextInput.length).optional(),
    max_length: z.number().int().min(1).max(limits.plainTextInput.length).optional(),
  })
  .refine((it) => (it.min_length ?? 0) <= (it.max_length ?? limits.plainTextInput.length), {
    path: ['min_length'],
    message: 'must not be more than max_length',
  })
  .refine((it) => (it.initial_value ?? '').length <= (it.max_length ?? limits.plainTextInput.length), {
    path: ['initial_value'],
    message: 'must not be longer than max_length',
  });

const numeral = z.string().regex(/^-?\d+(\.\d+)?$/);

/** A number field; its bounds are numerals in text, and is_decimal_allowed must be said. */
export const numberInput = z.strictObject({
  type: z.literal('number_input'),
  ...typed,
  is_decimal_allowed: z.boolean(),
  initial_value: numeral.optional(),
  min_value: numeral.optional(),
  max_value: numeral.optional(),
});

/** A file field: up to ten files of 10 MB, in modals only; the app needs files:read. */
export const fileInput = z.strictObject({
  type: z.literal('file_input'),
  ...actionable,
  filetypes: z.array(z.string().min(1)).min(1).optional(),
  max_files: z.number().int().min(1).max(limits.fileInput.files).optional(),
});

const selects = [
  staticSelect,
  multiStaticSelect,
  usersSelect,
  multiUsersSelect,
  conversationsSelect,
  channelsSelect,
  checkboxes,
  radioButtons,
] as const;

/** What may stand in an actions block. */
export const actionsElement = z.discriminatedUnion('type', [button, overflow, ...selects]);

/** What may stand beside a section. */
export const accessory = z.discriminatedUnion('type', [button, overflow, imageElement, ...selects]);

/** What an input block may ask for. */
export const inputElement = z.discriminatedUnion('type', [
  plainTextInput,
  numberInput,
  fileInput,
  ...selects,
]);

/** Everything a person can use. */
export type InteractiveElement = z.infer<typeof actionsElement> | z.infer<typeof inputElement>;
