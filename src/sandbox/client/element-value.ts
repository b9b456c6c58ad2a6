import { isDeepStrictEqual } from 'node:util';
import type { Option } from '../block-kit/composition.js';
import type { InteractiveElement } from '../block-kit/elements.js';
import { offeredOptions } from '../block-kit/menus.js';

type Files = readonly Readonly<Record<string, unknown>>[];

/** The value of one element as payloads carry it in `state.values`. */
export type ElementValue =
  | { type: 'plain_text_input' | 'number_input'; value: string | null }
  | { type: 'static_select' | 'radio_buttons'; selected_option: Option | null }
  | { type: 'multi_static_select' | 'checkboxes'; selected_options: Option[] }
  | { type: 'users_select'; selected_user: string | null }
  | { type: 'multi_users_select'; selected_users: string[] }
  | { type: 'conversations_select'; selected_conversation: string | null }
  | { type: 'channels_select'; selected_channel: string | null }
  | { type: 'file_input'; files: Files };

/**
 * What the element holds before anybody touches it; undefined for those that hold nothing. `channel` is where
 * the person is, for a menu that starts there (`default_to_current_conversation`).
 */
export function initialValue(element: InteractiveElement, channel?: string): ElementValue | undefined {
  switch (element.type) {
    case 'plain_text_input':
    case 'number_input':
      return { type: element.type, value: element.initial_value || null };
    case 'static_select':
    case 'radio_buttons':
      return { type: element.type, selected_option: element.initial_option ?? null };
    case 'multi_static_select':
    case 'checkboxes':
      return { type: element.type, selected_options: element.initial_options ?? [] };
    case 'users_select':
      return { type: element.type, selected_user: element.initial_user ?? null };
    case 'multi_users_select':
      return { type: element.type, selected_users: element.initial_users ?? [] };
    case 'conversations_select':
      return { type: element.type, selected_conversation: initialConversation(element, channel) };
    case 'channels_select':
      return { type: element.type, selected_channel: element.initial_channel ?? null };
    case 'file_input':
      return { type: element.type, files: [] };
    case 'button':
    case 'overflow':
      return undefined;
  }
}

function initialConversation(
  element: Extract<InteractiveElement, { type: 'conversations_select' }>,
  channel: string | undefined,
): string | null {
  const here = element.default_to_current_conversation ? channel : undefined;
  return element.initial_conversation ?? here ?? null;
}

/** Whether nothing is entered or chosen. */
export function isEmptyValue(value: ElementValue): boolean {
  switch (value.type) {
    case 'plain_text_input':
    case 'number_input':
      return value.value === null;
    case 'static_select':
    case 'radio_buttons':
      return value.selected_option === null;
    case 'multi_static_select':
    case 'checkboxes':
      return value.selected_options.length === 0;
    case 'users_select':
      return value.selected_user === null;
    case 'multi_users_select':
      return value.selected_users.length === 0;
    case 'conversations_select':
      return value.selected_conversation === null;
    case 'channels_select':
      return value.selected_channel === null;
    case 'file_input':
      return value.files.length === 0;
  }
}

/**
 * What stays of a value when the app sends the same element again: everything, except choices that the
 * new element no longer offers. Undefined when it is another kind of element.
 */
export function keptValue(value: ElementValue, element: InteractiveElement): ElementValue | undefined {
  if (value.type !== element.type) return undefined;
  if (value.type === 'static_select' || value.type === 'radio_buttons') {
    const chosen = value.selected_option;
    return chosen && !offers(element, chosen) ? { ...value, selected_option: null } : value;
  }
  if (value.type === 'multi_static_select' || value.type === 'checkboxes') {
    return { ...value, selected_options: value.selected_options.filter((each) => offers(element, each)) };
  }
  return value;
}

function offers(element: InteractiveElement, chosen: Option): boolean {
  if (element.type === 'radio_buttons' || element.type === 'checkboxes') {
    return element.options.some((option) => isDeepStrictEqual(option, chosen));
  }
  const isMenu = element.type === 'static_select' || element.type === 'multi_static_select';
  return isMenu && offeredOptions(element).some((option) => option.value === chosen.value);
}
