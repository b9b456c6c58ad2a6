import type { ModalView } from '@slack/types';
import { input, textInput } from '../blocks.js';
import { callbacks, fields } from '../ids.js';
import { modal } from '../modal.js';
import type { ProposalValue } from '../proposal-value.js';

/** Asks why a change of a profile is turned down. */
export function turnDownForm(memory: ProposalValue): ModalView {
  const element = textInput(fields.turnDown, { multiline: true, max: 2000 });
  const blocks = [input(fields.turnDown, 'Reason', element, { hint: "The profile's channel will see it." })];
  return modal(callbacks.turnDown, 'Turn the change down', blocks, { submit: 'Turn it down', memory });
}
