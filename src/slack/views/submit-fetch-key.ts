import { handOverKey, unlockKey } from '../../workflow/fetch-key.js';
import { fields } from '../ids.js';
import type { SubmissionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { finishModal } from '../open-modal.js';
import { personOf } from '../payloads.js';
import { fetchRefusalWords } from '../render/made-key-words.js';
import { textOf } from '../view-state.js';
import { FETCH_KEY_TITLE, readFetchKeyMemory } from './passphrase-form.js';

const WRONG = 'This is not the passphrase of this key. It is the one that you entered when you asked for it.';

/** The passphrase was entered again: a wrong one is told at the field, the right one brings the files. */
export const submitFetchKey: SubmissionListener = async (deps, { payload, client, ack }) => {
  const { view } = payload;
  const by = personOf(payload);
  const { requestId } = readFetchKeyMemory(view.private_metadata);
  const passphrase = textOf(view.state.values, fields.passphrase);
  const unlocked = await unlockKey(deps, requestId, by, passphrase);
  if (unlocked.kind === 'wrong-passphrase') {
    return ack({ response_action: 'errors', errors: { [fields.passphrase]: WRONG } });
  }
  if (unlocked.kind === 'refused') {
    const text = fetchRefusalWords(unlocked.refusal);
    return ack({ response_action: 'update', view: noticeModal(FETCH_KEY_TITLE, text) });
  }
  await ack({ response_action: 'update', view: noticeModal(FETCH_KEY_TITLE, 'Sending your key…') });
  await finishModal(deps, { client, viewId: view.id }, FETCH_KEY_TITLE, async () => {
    await handOverKey(deps, unlocked.key, by, passphrase);
    return noticeModal('Key sent', SENT);
  });
};

const SENT =
  'The files are in your messages with me: the key as PEM, the key with its certificates as PKCS#12, and the certificates. I deleted my copy of the key.\nSave them, then delete them from Slack.';
