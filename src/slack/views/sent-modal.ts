import type { ModalView } from '@slack/types';
import { resultsGoDirectly } from '../../domain/card-channels.js';
import type { Request } from '../../domain/request.js';
import { noticeModal } from '../modal.js';
import { mentionRoster } from '../render/people.js';

const CHALLENGE =
  ':warning: The CSR holds a challenge password, which anybody who sees the CSR can read. Do not use it for anything else.';
const KEY =
  'I made the key and encrypted it with your passphrase. When the certificate is issued, I write to you directly: only you can fetch it.';

/** What a requester reads once the request is stored: where it went, what it needs, and what comes. */
export function sentModal({ id, snapshot, madeKey }: Request, channel: string): ModalView {
  const comes = resultsGoDirectly(snapshot.policy) ? 'to you directly' : 'into the thread there';
  const sent = `Request \`${id}\` was sent to <#${channel}>. It needs ${snapshot.approvalsRequired} of ${mentionRoster(snapshot.approvers)}. The certificate will come ${comes}.`;
  const more = [...(madeKey ? [KEY] : []), ...(snapshot.csr.hasChallengePassword ? [CHALLENGE] : [])];
  return noticeModal('Request sent', [sent, ...more].join('\n\n'));
}
