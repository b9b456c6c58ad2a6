import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { input, textInput } from '../blocks.js';
import { callbacks, fields } from '../ids.js';
import { modal } from '../modal.js';
import type { VoteValue } from '../vote-value.js';

const schema = z.object({ requestId: z.string(), shownDigest: z.string() });

export function readDenialMemory(text: string): VoteValue {
  return schema.parse(JSON.parse(text));
}

/** Asks for the reason of a denial. It is kept in the thread. */
export function denialForm(memory: VoteValue): ModalView {
  return modal(
    callbacks.denial,
    'Deny request',
    [
      input(fields.denial, 'Reason', textInput(fields.denial, { multiline: true, max: 2000 }), {
        optional: true,
        hint: 'The requester and everybody in the channel will see it in the thread.',
      }),
    ],
    { submit: 'Deny request', memory },
  );
}
