import type { ModalView } from '@slack/types';
import { type KeyForm, makeKeyAndRequest, passphraseFault } from '../../workflow/make-key.js';
import type { SlackDeps } from '../deps.js';
import { escapeText } from '../escape.js';
import { fields } from '../ids.js';
import type { SubmissionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { finishModal } from '../open-modal.js';
import { personOf, type SubmissionPayload } from '../payloads.js';
import { requesterWords } from '../render/requester-words.js';
import { textOf } from '../view-state.js';
import { MAKE_KEY_TITLE, readMakeKeyMemory } from './passphrase-form.js';
import { sentModal } from './sent-modal.js';

const MAKING = 'Making your key. The largest ones take a few seconds…';
const GONE = 'This form was open for too long. Start again with `/cert request`.';

/**
 * The passphrase of a key to be made: judged at once, then key, CSR and request are made while the modal says so,
 * since an RSA key can take longer than the 3 s that Slack waits.
 */
export const submitMakeKey: SubmissionListener = async (deps, { payload, client, ack }) => {
  const { view } = payload;
  const passphrase = textOf(view.state.values, fields.passphrase);
  const fault = passphraseFault(passphrase);
  if (fault) return ack({ response_action: 'errors', errors: { [fields.passphrase]: fault } });
  const form = await readKeyForm(deps, payload);
  if (!form) return ack({ response_action: 'update', view: await alreadySentOrGone(deps, payload) });
  await ack({ response_action: 'update', view: noticeModal(MAKE_KEY_TITLE, MAKING) });
  await finishModal(deps, { client, viewId: view.id }, MAKE_KEY_TITLE, () =>
    makeAndSay(deps, form, passphrase),
  );
};

/** What the form held when it was checked: its draft has it. A request that was sent already is found by its id. */
async function readKeyForm(deps: SlackDeps, payload: SubmissionPayload): Promise<KeyForm | null> {
  const { id, profileId, profileVersion } = readMakeKeyMemory(payload.view.private_metadata);
  const requester = personOf(payload);
  const draft = await deps.drafts.read(id);
  if (draft?.kind !== 'request' || draft.user !== requester.user || !draft.keyWish) return null;
  const { typed, reason } = draft.keyWish;
  return {
    id,
    requester,
    profileId,
    profileVersion,
    typed,
    reason,
    dynamicValues: draft.values[profileId] ?? {},
  };
}

/** The same submission twice finds no draft, but the request of the first. */
async function alreadySentOrGone(deps: SlackDeps, payload: SubmissionPayload): Promise<ModalView> {
  const { id } = readMakeKeyMemory(payload.view.private_metadata);
  const request = await deps.requests.read(id);
  if (request?.requester.user !== payload.user.id) return noticeModal(MAKE_KEY_TITLE, GONE);
  return { ...sentModal(request, request.snapshot.channel), clear_on_close: true };
}

async function makeAndSay(deps: SlackDeps, form: KeyForm, passphrase: string): Promise<ModalView> {
  const result = await makeKeyAndRequest(deps, form, passphrase);
  switch (result.kind) {
    case 'submitted':
      // The form below has nothing left to say: closing this closes both.
      return { ...sentModal(result.request, result.channel), clear_on_close: true };
    case 'faults': {
      const lines = result.faults.map(({ sentence }) => `• ${escapeText(sentence)}`);
      return noticeModal('Nothing was sent', [...lines, 'Close this to correct the form below.'].join('\n'));
    }
    case 'profile-changed':
      return noticeModal(
        'Nothing was sent',
        'The profile changed while this was open. Close this, check the form below and press *Request* again.',
      );
    case 'refused':
      return noticeModal('Nothing was sent', requesterWords(result.refusal, result.profile, deps.admins));
  }
}
