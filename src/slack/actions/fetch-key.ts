import { offerKey } from '../../workflow/fetch-key.js';
import { codeText } from '../escape.js';
import type { ActionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { openModal } from '../open-modal.js';
import { personOf } from '../payloads.js';
import { fetchRefusalWords } from '../render/made-key-words.js';
import { FETCH_KEY_TITLE, knownPassphraseForm } from '../views/passphrase-form.js';

/** "Get the key": asks its requester for the passphrase, and tells everybody else why not. */
export const fetchKey: ActionListener = async (deps, { payload, client, ack }) => {
  await ack();
  const id = payload.actions[0]?.value ?? '';
  await openModal(deps, { client, triggerId: payload.trigger_id }, FETCH_KEY_TITLE, async () => {
    const offer = await offerKey(deps, id, personOf(payload));
    return offer.kind === 'refused'
      ? noticeModal(FETCH_KEY_TITLE, fetchRefusalWords(offer.refusal))
      : knownPassphraseForm(id, codeText(offer.request.snapshot.commonName, 200));
  });
};
