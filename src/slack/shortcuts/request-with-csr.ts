import type { ModalView } from '@slack/types';
import { explainCsrRefusal } from '../../domain/csr.js';
import { findCsr } from '../../domain/find-csr.js';
import { codeText, escapeText } from '../escape.js';
import type { ShortcutListener } from '../listen-to-shortcuts.js';
import { type MessageTexts, readMessage } from '../message-texts.js';
import { noticeModal } from '../modal.js';
import { openModal } from '../open-modal.js';
import { mention } from '../render/people.js';
import { fillRequestForm } from '../views/fill-request-form.js';

const TITLE = 'Request a certificate';

const PRIVATE_KEY =
  '*This message holds a private key.* Nothing of it was stored, but whoever can read the message has it: delete the message, consider the key compromised, and make a new key and CSR.';

/** "Request with this CSR" on a message: the request form with the CSR that the message holds, as text or file. */
export const requestWithCsr: ShortcutListener = async (deps, { payload, person, client }) => {
  const { message } = payload;
  await openModal(deps, { client, triggerId: payload.trigger_id }, TITLE, async () => {
    if (!message) return noticeModal(TITLE, 'Use this on a message that holds a CSR.');
    const read = await readMessage(deps, client, message);
    const found = await findCsr(read.texts);
    switch (found.kind) {
      case 'found': {
        const from = message.user ? ` by ${mention(message.user)}` : '';
        const notice = `The CSR comes from the message${from}.`;
        const askedIn = payload.channel?.id ?? null;
        return fillRequestForm(deps, person, { csr: found.csr.pem, askedIn, notice });
      }
      case 'private-key':
        return noticeModal(TITLE, PRIVATE_KEY);
      case 'refused':
        return noticeModal(TITLE, escapeText(found.refusals.map(explainCsrRefusal).join('\n')));
      case 'none':
        return noCsr(read);
    }
  });
};

function noCsr({ unread }: MessageTexts): ModalView {
  const files = unread.slice(0, 5).map((name) => codeText(name, 60));
  const lines = [
    'There is no CSR in this message, neither as text (from `-----BEGIN CERTIFICATE REQUEST-----` on) nor as a file.',
    ...(files.length > 0 ? [`I could not read ${files.join(', ')}: too large, or not readable for me.`] : []),
    '`/cert csr NAME...` has the command that makes one.',
  ];
  return noticeModal(TITLE, lines.join('\n'));
}
