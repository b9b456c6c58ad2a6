import { containsPrivateKey } from '../../domain/private-key.js';
import type { Vote } from '../../domain/vote.js';
import { castVote } from '../../workflow/cast-vote.js';
import { checkVotersOf } from '../../workflow/remind-approvers.js';
import { fieldErrors } from '../field-errors.js';
import { fields } from '../ids.js';
import type { SubmissionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { personOf } from '../payloads.js';
import { voteRefusalWords } from '../render/refusal-words.js';
import { textOf } from '../view-state.js';
import { readVoteMemory } from './vote-form.js';

export const KEY_IN_REASON =
  'This holds a private key. It was not stored, but consider it compromised and make a new one.';

const fieldOf = { approve: fields.approval, deny: fields.denial } as const;

/** A vote with its reason was sent: counted once stored, or the voter is told why not. */
export function submitVote(decision: Vote['decision']): SubmissionListener {
  const field = fieldOf[decision];
  return async (deps, { payload, ack }) => {
    const reason = textOf(payload.view.state.values, field).trim();
    if (containsPrivateKey(reason)) return ack(fieldErrors([[field, KEY_IN_REASON]]));
    if (decision === 'approve' && !reason) return ack(fieldErrors([[field, NO_REASON]]));
    const memory = readVoteMemory(payload.view.private_metadata);
    const result = await castVote(deps, {
      ...memory,
      ...{ approver: personOf(payload), decision, reason: reason || null },
    });
    if (result.kind === 'counted') {
      await ack();
      return checkVotersOf(deps, memory.requestId);
    }
    if (result.kind === 'no-such-request') {
      return ack({ response_action: 'update', view: noticeModal('Not counted', GONE) });
    }
    const words = result.refusals.map((refusal) => voteRefusalWords(refusal, result.request, deps.admins));
    const isAboutReason = result.refusals.every(({ code }) => code === 'reason-missing');
    if (isAboutReason) return ack(fieldErrors(words.map((sentence) => [field, sentence])));
    await ack({ response_action: 'update', view: noticeModal('Not counted', words.join('\n')) });
  };
}

const NO_REASON = 'Say why. To approve without a reason, close this and press Approve on the card.';
const GONE = 'This request is not there any more.';
