import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { context, input, textInput } from '../blocks.js';
import { callbacks, fields } from '../ids.js';
import { modal } from '../modal.js';

const schema = z.object({ requestId: z.string(), name: z.string() });
export type RestoreMemory = z.infer<typeof schema>;

export function readRestoreMemory(text: string): RestoreMemory {
  return schema.parse(JSON.parse(text));
}

/** Asks again for a sensitive value that was deleted while its request waited for a retry: one input, alone. */
export function restoreForm(memory: RestoreMemory): ModalView {
  return modal(
    callbacks.restoreSecret,
    'Sensitive value again',
    [
      input(`${fields.secret}:${memory.name}`, memory.name, textInput(fields.secret, { multiline: true })),
      context(
        'It was deleted while the request waited. Enter the value that was approved; it is encrypted at once.',
      ),
    ],
    { submit: 'Save and retry', memory },
  );
}
