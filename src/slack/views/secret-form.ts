import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { context, input, textInput } from '../blocks.js';
import { callbacks, fields } from '../ids.js';
import { modal } from '../modal.js';

const schema = z.object({ id: z.string(), profileId: z.string(), name: z.string() });

/** Which sensitive dynamic value a secret modal is for. */
export type SecretMemory = z.infer<typeof schema>;

export function readSecretMemory(text: string): SecretMemory {
  return schema.parse(JSON.parse(text));
}

/** The one-input modal for a sensitive dynamic value: Slack cannot mask an input, so nothing else is near it. */
export function secretForm(memory: SecretMemory): ModalView {
  return modal(
    callbacks.requestSecret,
    'Sensitive value',
    [
      input(fields.secret, memory.name, textInput(fields.secret, { multiline: true })),
      context('Encrypted as soon as you save it, used for this one request, and never shown again.'),
    ],
    { submit: 'Save', memory },
  );
}
