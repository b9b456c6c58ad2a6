import { z } from 'zod';
import { anyText, plainText } from './composition.js';
import { newElementId } from './element-id.js';
import { accessory, actionsElement, imageElement, inputElement } from './elements.js';
import { limits } from './limits.js';
import { richTextPart } from './rich-text.js';

const identified = { block_id: z.string().min(1).max(limits.id).default(newElementId) };

const section = z
  .strictObject({
    type: z.literal('section'),
    ...identified,
    text: anyText(limits.section.text).optional(),
    fields: z.array(anyText(limits.section.field)).min(1).max(limits.section.fields).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((it) => it.text !== undefined || it.fields !== undefined, { message: 'must have text or fields' });

const input = z
  .strictObject({
    type: z.literal('input'),
    ...identified,
    label: plainText(limits.input.label),
    element: inputElement,
    hint: plainText(limits.input.hint).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
  })
  .refine((it) => !(it.dispatch_action === true && it.element.type === 'file_input'), {
    path: ['dispatch_action'],
    message: 'file_input does not support dispatch_action',
  });

const image = z.strictObject({
  type: z.literal('image'),
  ...identified,
  image_url: z.url().max(limits.image.url),
  alt_text: z.string().min(1).max(limits.image.alt),
  title: plainText(limits.image.title).optional(),
});

const block = z.discriminatedUnion('type', [
  section,
  input,
  image,
  z.strictObject({ type: z.literal('header'), ...identified, text: plainText(limits.header.text) }),
  z.strictObject({ type: z.literal('divider'), ...identified }),
  z.strictObject({
    type: z.literal('context'),
    ...identified,
    elements: z
      .array(z.union([anyText(), imageElement]))
      .min(1)
      .max(limits.context.elements),
  }),
  z.strictObject({
    type: z.literal('actions'),
    ...identified,
    elements: z.array(actionsElement).min(1).max(limits.actions.elements),
  }),
  z.strictObject({ type: z.literal('rich_text'), ...identified, elements: z.array(richTextPart).min(1) }),
]);

/** A block that passed every check, with its id. */
export type Block = z.infer<typeof block>;
export type InputBlock = z.infer<typeof input>;

/** The blocks of a message, at most 50. */
export const messageBlocks = z.array(block).max(limits.message.blocks);

/** The blocks of a modal or of an App Home, at most 100. */
export const viewBlocks = z.array(block).max(limits.view.blocks);
