import { z } from 'zod';
import { choice, confirm, option, optionFaults, optionGroup, plainText } from './composition.js';
import { newElementId } from './element-id.js';
import { limits } from './limits.js';

/** What every element that a person can use has: an id of its own, made up when the app gives none. */
export const actionable = {
  action_id: z.string().min(1).max(limits.id).default(newElementId),
};
export const focusable = { focus_on_load: z.boolean().optional() };
export const placeholder = { placeholder: plainText(limits.placeholder).optional() };
const menu = { ...actionable, ...focusable, ...placeholder, confirm: confirm.optional() };
const several = { max_selected_items: z.number().int().min(1).optional() };

const offered = {
  options: z.array(option).min(1).max(limits.select.options).optional(),
  option_groups: z.array(optionGroup).min(1).max(limits.select.groups).optional(),
};

interface Offer {
  readonly options?: z.infer<typeof option>[] | undefined;
  readonly option_groups?: z.infer<typeof optionGroup>[] | undefined;
}

/** All options of a menu, whether it lists them flat or in groups. */
export function offeredOptions(offer: Offer): z.infer<typeof option>[] {
  return offer.options ?? offer.option_groups?.flatMap((group) => group.options) ?? [];
}

/** A menu lists options or groups, never both; what is chosen at first is one of them. */
function checkOffer(
  offer: Offer & { initial?: z.infer<typeof option>[]; max_selected_items?: number | undefined },
  key: string,
  context: z.RefinementCtx,
): void {
  if ((offer.initial ?? []).length > (offer.max_selected_items ?? Number.POSITIVE_INFINITY)) {
    context.addIssue({ code: 'custom', path: [key], message: 'must not be more than max_selected_items' });
  }
  if ((offer.options === undefined) === (offer.option_groups === undefined)) {
    context.addIssue({ code: 'custom', message: 'must have either options or option_groups' });
  }
  for (const fault of optionFaults(offeredOptions(offer), offer.initial ?? [])) {
    const path = fault.path === 'initial' ? [key] : ['options'];
    context.addIssue({ code: 'custom', path, message: fault.message });
  }
}

/** One of the options the app lists. */
export const staticSelect = z
  .strictObject({
    type: z.literal('static_select'),
    ...menu,
    ...offered,
    initial_option: option.optional(),
  })
  .superRefine((it, context) =>
    checkOffer({ ...it, initial: it.initial_option ? [it.initial_option] : [] }, 'initial_option', context),
  );

/** Several of the options the app lists. */
export const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...menu,
    ...offered,
    ...several,
    initial_options: z.array(option).min(1).optional(),
  })
  .superRefine((it, context) =>
    checkOffer({ ...it, initial: it.initial_options ?? [] }, 'initial_options', context),
  );

const filter = z.strictObject({
  include: z
    .array(z.enum(['im', 'mpim', 'private', 'public']))
    .min(1)
    .optional(),
  exclude_external_shared_channels: z.boolean().optional(),
  exclude_bot_users: z.boolean().optional(),
});

/** One person; Slack knows whom it offers. */
export const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  ...menu,
  initial_user: z.string().min(1).optional(),
});

/** Several people. */
export const multiUsersSelect = z
  .strictObject({
    type: z.literal('multi_users_select'),
    ...menu,
    ...several,
    initial_users: z.array(z.string().min(1)).optional(),
  })
  .refine((it) => (it.initial_users ?? []).length <= (it.max_selected_items ?? Number.POSITIVE_INFINITY), {
    path: ['initial_users'],
    message: 'must not be more than max_selected_items',
  });

/** A channel or direct messages, as far as the filter lets them through. */
export const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  ...menu,
  initial_conversation: z.string().min(1).optional(),
  default_to_current_conversation: z.boolean().optional(),
  response_url_enabled: z.boolean().optional(),
  filter: filter.optional(),
});

/** A public channel. */
export const channelsSelect = z.strictObject({
  type: z.literal('channels_select'),
  ...menu,
  initial_channel: z.string().min(1).optional(),
  response_url_enabled: z.boolean().optional(),
});

const choices = {
  ...actionable,
  ...focusable,
  confirm: confirm.optional(),
  options: z.array(choice).min(1).max(limits.choices.options),
};

function checkChoices(
  offer: { options: z.infer<typeof choice>[]; initial: z.infer<typeof choice>[] },
  key: string,
  context: z.RefinementCtx,
): void {
  for (const fault of optionFaults(offer.options, offer.initial)) {
    context.addIssue({
      code: 'custom',
      path: [fault.path === 'initial' ? key : 'options'],
      message: fault.message,
    });
  }
}

/** Up to ten boxes, any of them ticked. */
export const checkboxes = z
  .strictObject({
    type: z.literal('checkboxes'),
    ...choices,
    initial_options: z.array(choice).min(1).optional(),
  })
  .superRefine((it, context) =>
    checkChoices({ options: it.options, initial: it.initial_options ?? [] }, 'initial_options', context),
  );

/** Up to ten choices, one of them taken. */
export const radioButtons = z
  .strictObject({ type: z.literal('radio_buttons'), ...choices, initial_option: choice.optional() })
  .superRefine((it, context) =>
    checkChoices(
      { options: it.options, initial: it.initial_option ? [it.initial_option] : [] },
      'initial_option',
      context,
    ),
  );
