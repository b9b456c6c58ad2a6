import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { passphraseLength } from '../../domain/passphrase.js';
import { context, input, section, textInput } from '../blocks.js';
import { callbacks, fields } from '../ids.js';
import { modal } from '../modal.js';

const makeSchema = z.object({ id: z.string(), profileId: z.string(), profileVersion: z.number() });

/** Which draft a key is made for, and under which version of its profile the form was checked. */
export type MakeKeyMemory = z.infer<typeof makeSchema>;

export function readMakeKeyMemory(text: string): MakeKeyMemory {
  return makeSchema.parse(JSON.parse(text));
}

const fetchSchema = z.object({ requestId: z.string() });

export function readFetchKeyMemory(text: string): { readonly requestId: string } {
  return fetchSchema.parse(JSON.parse(text));
}

export const MAKE_KEY_TITLE = 'Make the key';
export const FETCH_KEY_TITLE = 'Get the key';

const { least, most } = passphraseLength;

/** Asks for the passphrase of a key that is about to be made: one input, alone, since Slack cannot mask it. */
export function newPassphraseForm(memory: MakeKeyMemory): ModalView {
  return modal(
    callbacks.makeKey,
    MAKE_KEY_TITLE,
    [
      input(fields.passphrase, 'Passphrase', textInput(fields.passphrase, { max: most }), {
        hint: `At least ${least} characters: several words that do not belong together, or one from your password manager.`,
      }),
      context(
        '*Keep it:* the key is encrypted with it at once, and it is stored nowhere. Without it the key and the certificate are of no use.',
      ),
    ],
    { submit: 'Make and request', memory },
  );
}

/** Asks for the passphrase again when the key is fetched: PKCS#12 cannot be made without. */
export function knownPassphraseForm(requestId: string, commonName: string): ModalView {
  return modal(
    callbacks.fetchKey,
    FETCH_KEY_TITLE,
    [
      section(`The key for ${commonName}, as PEM and as PKCS#12 with the certificate and its chain.`),
      input(fields.passphrase, 'Passphrase', textInput(fields.passphrase, { max: most }), {
        hint: 'The one that you entered when you asked for the certificate. The files stay under it.',
      }),
    ],
    { submit: 'Send it to me', memory: { requestId } },
  );
}
