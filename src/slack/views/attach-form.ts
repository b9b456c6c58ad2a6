import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { input, textInput } from '../blocks.js';
import { callbacks, fields } from '../ids.js';
import { modal } from '../modal.js';

const schema = z.object({ requestId: z.string() });

export function readAttachMemory(text: string): { readonly requestId: string } {
  return schema.parse(JSON.parse(text));
}

/** Takes the certificate that an admin found at the CA. */
export function attachForm(requestId: string): ModalView {
  const file = { type: 'file_input', action_id: fields.certificate, max_files: 1 } as const;
  return modal(
    callbacks.attach,
    'Attach certificate',
    [
      input(
        fields.certificateText,
        'Certificate as text',
        textInput(fields.certificateText, { multiline: true }),
        {
          optional: true,
          hint: 'PEM: the certificate, then its chain if you have it. It is checked like any other.',
        },
      ),
      input(fields.certificate, 'Certificate as file', file, { optional: true }),
    ],
    { submit: 'Attach', memory: { requestId } },
  );
}
