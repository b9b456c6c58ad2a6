import type { Option } from '../block-kit/composition.js';
import type { InteractiveElement } from '../block-kit/elements.js';
import { offeredOptions } from '../block-kit/menus.js';
import type { User } from '../workspace/workspace.js';
import type { World } from '../world.js';
import type { ElementValue } from './element-value.js';
import { visibleText } from './field-name.js';
import { channelNamed, conversationNamed, userNamed } from './name-to-id.js';
import { failed } from './outcome.js';
import { type GivenFile, uploadFiles } from './upload-files.js';

/** What a person puts into a field: text, what they pick by what it says, files, or nothing. */
export type Given = string | readonly string[] | { file: GivenFile } | readonly { file: GivenFile }[] | null;

export type Entered = { readonly ok: true; readonly value: ElementValue } | ReturnType<typeof failed>;

/** The value of an element after a person put this into it, or why they could not. */
export function enterValue(
  world: World,
  { user, element }: { user: User; element: InteractiveElement },
  given: Given,
): Entered {
  if (element.type === 'button' || element.type === 'overflow') return failed('is clicked, not filled');
  if (element.type === 'file_input') return enterFiles(world, user, element, given);
  const words = asWords(given);
  return words ? enterWords(world, { user, element }, words) : failed('takes text, not a file');
}

function enterWords(
  world: World,
  {
    user,
    element,
  }: { user: User; element: Exclude<InteractiveElement, { type: 'button' | 'overflow' | 'file_input' }> },
  words: string[],
): Entered {
  switch (element.type) {
    case 'plain_text_input':
    case 'number_input':
      return enterText(element, words);
    case 'static_select':
    case 'radio_buttons':
      return pickOne(words, optionNamed(element), (option) => ({
        type: element.type,
        selected_option: option,
      }));
    case 'multi_static_select':
    case 'checkboxes':
      return pickSeveral(element, words, optionNamed(element), (options) => ({
        type: element.type,
        selected_options: options,
      }));
    case 'users_select':
      return pickOne(words, userNamed(world), (id) => ({ type: element.type, selected_user: id }));
    case 'multi_users_select':
      return pickSeveral(element, words, userNamed(world), (ids) => ({
        type: element.type,
        selected_users: ids,
      }));
    case 'channels_select':
      return pickOne(words, channelNamed(world, user), (id) => ({
        type: element.type,
        selected_channel: id,
      }));
    case 'conversations_select':
      return pickOne(words, conversationNamed(world, user, element.filter), (id) => ({
        type: element.type,
        selected_conversation: id,
      }));
  }
}

function asWords(given: Given): string[] | undefined {
  if (given === null || given === '') return [];
  if (typeof given === 'string') return [given];
  if (!Array.isArray(given)) return undefined;
  const words = given.filter((each) => typeof each === 'string');
  return words.length === given.length ? words : undefined;
}

function enterText(
  element: Extract<InteractiveElement, { type: 'plain_text_input' | 'number_input' }>,
  words: string[],
): Entered {
  if (words.length > 1) return failed('takes one text');
  const text = words[0] ?? '';
  const isMultiline = element.type === 'plain_text_input' && element.multiline === true;
  // A one-line field turns the line breaks of what is pasted into spaces.
  const shown = isMultiline ? text : text.replace(/\r?\n/g, ' ');
  return { ok: true, value: { type: element.type, value: shown === '' ? null : shown } };
}

type Lookup<T> = (name: string) => T | undefined;

function pickOne<T>(words: string[], find: Lookup<T>, value: (picked: T | null) => ElementValue): Entered {
  if (words.length > 1) return failed('takes one choice');
  const [name] = words;
  if (name === undefined) return { ok: true, value: value(null) };
  const picked = find(name);
  return picked === undefined ? failed(`does not offer "${name}"`) : { ok: true, value: value(picked) };
}

function pickSeveral<T>(
  element: object,
  words: string[],
  find: Lookup<T>,
  value: (picked: T[]) => ElementValue,
): Entered {
  const picked: T[] = [];
  for (const name of words) {
    const found = find(name);
    if (found === undefined) return failed(`does not offer "${name}"`);
    if (!picked.includes(found)) picked.push(found);
  }
  const most = 'max_selected_items' in element ? Number(element.max_selected_items ?? Infinity) : Infinity;
  return picked.length > most ? failed(`takes at most ${most}`) : { ok: true, value: value(picked) };
}

type Choosable = Extract<
  InteractiveElement,
  { type: 'static_select' | 'multi_static_select' | 'radio_buttons' | 'checkboxes' }
>;

function optionNamed(element: Choosable): Lookup<Option> {
  const options: readonly Option[] =
    element.type === 'radio_buttons' || element.type === 'checkboxes'
      ? element.options
      : offeredOptions(element);
  return (name) => {
    const named = options.filter((option) => visibleText(option.text) === name);
    return named.length === 1 ? named[0] : undefined;
  };
}

function enterFiles(
  world: World,
  user: User,
  element: Extract<InteractiveElement, { type: 'file_input' }>,
  given: Given,
): Entered {
  const list = given === null ? [] : typeof given === 'object' && 'file' in given ? [given] : [...given];
  const files = list.flatMap((each) => (typeof each === 'string' ? [] : [each.file]));
  if (files.length !== list.length) return failed('takes files: {"file": {"name", "content"}}');
  return uploadFiles(world, user, element, files);
}
