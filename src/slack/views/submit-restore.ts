import { restoreValue } from '../../workflow/restore-value.js';
import { retryRequest } from '../../workflow/retry-request.js';
import { fields } from '../ids.js';
import type { SubmissionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { personOf } from '../payloads.js';
import { retryRefusalWords } from '../render/refusal-words.js';
import { textOf } from '../view-state.js';
import { readRestoreMemory, restoreForm } from './restore-form.js';

/** A deleted sensitive value was entered again: asks for the next one, or retries once all are there. */
export const submitRestore: SubmissionListener = async (deps, { payload, ack }) => {
  const { requestId, name } = readRestoreMemory(payload.view.private_metadata);
  const block = `${fields.secret}:${name}`;
  const by = personOf(payload);
  const value = textOf(payload.view.state.values, block);
  const restored = await restoreValue(deps, { requestId, by, name, value });
  if (restored.kind === 'refused') {
    return ack({ response_action: 'errors', errors: { [block]: restored.sentence } });
  }
  const [next] = restored.kind === 'restored' ? restored.missing : [];
  if (next !== undefined) {
    return ack({ response_action: 'update', view: restoreForm({ requestId, name: next }) });
  }
  const result = await retryRequest(deps, requestId, by);
  if (result.kind === 'approved-again') return ack();
  const words =
    result.kind === 'refused'
      ? result.refusals.map((refusal) => retryRefusalWords(refusal, result.request)).join('\n')
      : 'This request is not there any more.';
  await ack({ response_action: 'update', view: noticeModal('Not retried', words) });
};
