import { retryRequest } from '../../workflow/retry-request.js';
import type { ActionListener } from '../listen.js';
import { personOf } from '../payloads.js';
import { retryRefusalWords } from '../render/refusal-words.js';
import { restoreForm } from '../views/restore-form.js';

/** Retry on the card of a failed or unknown request. Asks for sensitive values that were deleted meanwhile. */
export const retry: ActionListener = async (deps, { payload, client, ack, tell }) => {
  const requestId = payload.actions[0]?.value ?? '';
  const result = await retryRequest(deps, requestId, personOf(payload));
  await ack();
  if (result.kind === 'no-such-request') return tell('This request is not there any more.');
  if (result.kind === 'approved-again') return;
  const [first] = result.refusals;
  const [name] = first?.code === 'sensitive-value-forgotten' ? first.names : [];
  if (result.refusals.length === 1 && name !== undefined) {
    await client.views.open({ trigger_id: payload.trigger_id, view: restoreForm({ requestId, name }) });
  } else {
    await tell(result.refusals.map((refusal) => retryRefusalWords(refusal, result.request)).join('\n'));
  }
};
