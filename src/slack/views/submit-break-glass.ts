import { containsPrivateKey } from '../../domain/private-key.js';
import { overrideRequest } from '../../workflow/override-request.js';
import { fieldErrors } from '../field-errors.js';
import { fields } from '../ids.js';
import type { SubmissionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { personOf } from '../payloads.js';
import { overrideRefusalWords } from '../render/decide-refusal-words.js';
import { textOf } from '../view-state.js';
import { KEY_IN_REASON } from './submit-vote.js';
import { readVoteMemory } from './vote-form.js';

/** An admin's reason to approve alone was sent: whether they may is decided now. */
export const submitBreakGlass: SubmissionListener = async (deps, { payload, ack }) => {
  const reason = textOf(payload.view.state.values, fields.breakGlass).trim();
  if (containsPrivateKey(reason)) return ack(fieldErrors([[fields.breakGlass, KEY_IN_REASON]]));
  const memory = readVoteMemory(payload.view.private_metadata);
  const result = await overrideRequest(deps, { ...memory, admin: personOf(payload), reason });
  if (result.kind === 'overridden') return ack();
  const words =
    result.kind === 'refused'
      ? result.refusals.map((refusal) => overrideRefusalWords(refusal, result.request, deps.admins))
      : ['This request is not there any more.'];
  const isAboutReason =
    result.kind === 'refused' && result.refusals.every(({ code }) => code === 'reason-missing');
  if (isAboutReason) return ack(fieldErrors(words.map((sentence) => [fields.breakGlass, sentence])));
  await ack({ response_action: 'update', view: noticeModal('Not approved', words.join('\n')) });
};
