import type { InteractiveElement } from '../../block-kit/elements.js';
import type { ShownValue } from '../../screen/shown-value.js';

type Menu = Exclude<
  InteractiveElement,
  { type: 'button' | 'overflow' | 'plain_text_input' | 'number_input' | 'file_input' }
>;

/** The keys of what is chosen: values of options, ids of people and channels. In a message: what it began with. */
export function chosenValues(element: Menu, value: ShownValue | undefined): readonly string[] {
  return value ? keysIn(value) : firstKeys(element);
}

function keysIn(value: ShownValue): readonly string[] {
  switch (value.type) {
    case 'static_select':
    case 'radio_buttons':
      return value.selected_option ? [value.selected_option.value] : [];
    case 'multi_static_select':
    case 'checkboxes':
      return value.selected_options.map((option) => option.value);
    case 'users_select':
      return listed(value.selected_user);
    case 'multi_users_select':
      return value.selected_users;
    case 'conversations_select':
      return listed(value.selected_conversation);
    case 'channels_select':
      return listed(value.selected_channel);
    case 'plain_text_input':
    case 'number_input':
    case 'file_input':
      return [];
  }
}

function firstKeys(element: Menu): readonly string[] {
  switch (element.type) {
    case 'static_select':
    case 'radio_buttons':
      return listed(element.initial_option?.value);
    case 'multi_static_select':
    case 'checkboxes':
      return (element.initial_options ?? []).map((option) => option.value);
    case 'users_select':
      return listed(element.initial_user);
    case 'multi_users_select':
      return element.initial_users ?? [];
    case 'conversations_select':
      return listed(element.initial_conversation);
    case 'channels_select':
      return listed(element.initial_channel);
  }
}

function listed(key: string | null | undefined): readonly string[] {
  return key ? [key] : [];
}
