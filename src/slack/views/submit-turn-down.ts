import { containsPrivateKey } from '../../domain/private-key.js';
import { reviewChange } from '../../workflow/review-change.js';
import { fieldErrors } from '../field-errors.js';
import { fields } from '../ids.js';
import type { SubmissionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { personOf } from '../payloads.js';
import { readProposalValue } from '../proposal-value.js';
import { reviewRefusalWords } from '../render/review-words.js';
import { textOf } from '../view-state.js';

const KEY = 'This holds a private key. It was not stored, but consider it compromised.';

/** The reason for turning a change down was sent: the proposal is gone, or the admin is told why not. */
export const submitTurnDown: SubmissionListener = async (deps, { payload, ack }) => {
  const reason = textOf(payload.view.state.values, fields.turnDown).trim();
  if (containsPrivateKey(reason)) return ack(fieldErrors([[fields.turnDown, KEY]]));
  const value = readProposalValue(payload.view.private_metadata);
  const by = personOf(payload);
  const result = await reviewChange(deps, { ...value, by, decision: 'turn-down', reason: reason || null });
  if (result.kind === 'decided') return ack();
  const words = reviewRefusalWords(result, deps.admins);
  await ack({ response_action: 'update', view: noticeModal('Not turned down', words) });
};
