import { containsPrivateKey } from '../../domain/private-key.js';
import { castVote } from '../../workflow/cast-vote.js';
import { fields } from '../ids.js';
import type { SubmissionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { personOf } from '../payloads.js';
import { voteRefusalWords } from '../render/refusal-words.js';
import { textOf } from '../view-state.js';
import { readDenialMemory } from './denial-form.js';

const KEY = 'This holds a private key. It was not stored, but consider it compromised.';

/** The reason of a denial was sent: the vote is counted once stored, or the clicker is told why not. */
export const submitDenial: SubmissionListener = async (deps, { payload, ack }) => {
  const reason = textOf(payload.view.state.values, fields.denial).trim();
  if (containsPrivateKey(reason)) {
    return ack({ response_action: 'errors', errors: { [fields.denial]: KEY } });
  }
  const memory = readDenialMemory(payload.view.private_metadata);
  const ballot = {
    ...memory,
    approver: personOf(payload),
    decision: 'deny',
    reason: reason || null,
  } as const;
  const result = await castVote(deps, ballot);
  if (result.kind === 'counted') return ack();
  const words =
    result.kind === 'refused'
      ? result.refusals.map((refusal) => voteRefusalWords(refusal, result.request)).join('\n')
      : 'This request is not there any more.';
  await ack({ response_action: 'update', view: noticeModal('Not counted', words) });
};
