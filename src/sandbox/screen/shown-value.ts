import { z } from 'zod';
import { choice } from '../block-kit/composition.js';

const files = z.array(z.looseObject({ id: z.string(), name: z.string(), size: z.number() }));

/** What an element holds, as `state.values` carries it. */
export const shownValue = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['plain_text_input', 'number_input']), value: z.string().nullable() }),
  z.strictObject({ type: z.enum(['static_select', 'radio_buttons']), selected_option: choice.nullable() }),
  z.strictObject({
    type: z.enum(['multi_static_select', 'checkboxes']),
    selected_options: z.array(choice),
  }),
  z.strictObject({ type: z.literal('users_select'), selected_user: z.string().nullable() }),
  z.strictObject({ type: z.literal('multi_users_select'), selected_users: z.array(z.string()) }),
  z.strictObject({ type: z.literal('conversations_select'), selected_conversation: z.string().nullable() }),
  z.strictObject({ type: z.literal('channels_select'), selected_channel: z.string().nullable() }),
  z.strictObject({ type: z.literal('file_input'), files }),
]);

export type ShownValue = z.infer<typeof shownValue>;
