import type { ModalView } from '@slack/types';
import { context, input, textInput } from '../blocks.js';
import { callbacks, fields } from '../ids.js';
import { modal } from '../modal.js';
import type { ValueMemory } from './profile-memory.js';

/**
 * The one-input modal for a sensitive value: Slack cannot mask an input, so nothing else is near it, and it never
 * starts with a value. `mayKeep`: there is one already, which stays when nothing is entered.
 */
export function parameterSecretForm(memory: ValueMemory, mayKeep: boolean): ModalView {
  const placeholder = mayKeep ? { placeholder: 'kept unless you enter a new one' } : {};
  const element = textInput(fields.secret, { multiline: true, ...placeholder });
  const blocks = [
    input(fields.secret, 'Value', element, { optional: mayKeep }),
    context('Encrypted as soon as you save it. Nobody can read it again, only replace it.'),
  ];
  return modal(callbacks.parameterSecret, `Value of ${memory.name}`, blocks, { submit: 'Save', memory });
}
