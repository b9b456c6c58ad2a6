import type { InteractiveElement } from '../../block-kit/elements.js';
import { ButtonElement } from './button-element.js';
import { Choices } from './choices.js';
import { FileInput } from './file-input.js';
import { OverflowMenu } from './overflow-menu.js';
import type { Placed } from './placed.js';
import { SelectMenu } from './select-menu.js';
import { TextInput } from './text-input.js';

/** Any element that a person can use. */
export function Element({ element, ...placed }: Placed<InteractiveElement>) {
  switch (element.type) {
    case 'button':
      return <ButtonElement {...placed} element={element} />;
    case 'overflow':
      return <OverflowMenu {...placed} element={element} />;
    case 'checkboxes':
    case 'radio_buttons':
      return <Choices {...placed} element={element} />;
    case 'plain_text_input':
    case 'number_input':
      return <TextInput {...placed} element={element} />;
    case 'file_input':
      return <FileInput {...placed} element={element} />;
    case 'static_select':
    case 'multi_static_select':
    case 'users_select':
    case 'multi_users_select':
    case 'conversations_select':
    case 'channels_select':
      return <SelectMenu {...placed} element={element} />;
  }
}
