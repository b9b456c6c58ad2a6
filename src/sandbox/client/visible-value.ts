import { nameOf } from '../workspace/find.js';
import type { World } from '../world.js';
import type { ElementValue } from './element-value.js';
import { visibleText } from './field-name.js';

/** What a field shows: its text, the words of what is chosen, the names of people, channels and files. */
export function visibleValue(world: World, value: ElementValue): string | string[] | null {
  const channelName = (id: string | null): string | null =>
    id === null ? null : (world.workspace.channels.get(id)?.name ?? id);
  switch (value.type) {
    case 'plain_text_input':
    case 'number_input':
      return value.value;
    case 'static_select':
    case 'radio_buttons':
      return value.selected_option && visibleText(value.selected_option.text);
    case 'multi_static_select':
    case 'checkboxes':
      return value.selected_options.map((option) => visibleText(option.text));
    case 'users_select':
      return value.selected_user && nameOf(world.workspace, value.selected_user);
    case 'multi_users_select':
      return value.selected_users.map((id) => nameOf(world.workspace, id));
    case 'channels_select':
      return channelName(value.selected_channel);
    case 'conversations_select':
      return channelName(value.selected_conversation);
    case 'file_input':
      return value.files.map((file) => String(file.name));
  }
}
