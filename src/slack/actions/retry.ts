import { retryRequest } from '../../workflow/retry-request.js';
import type { ActionListener } from '../listen.js';
import { personOf } from '../payloads.js';
import { retryRefusalWords } from '../render/refusal-words.js';

/** Retry on the card of a failed or unknown request. */
export const retry: ActionListener = async (deps, { payload, ack, tell }) => {
  const result = await retryRequest(deps, payload.actions[0]?.value ?? '', personOf(payload));
  await ack();
  if (result.kind === 'no-such-request') await tell('This request is not there any more.');
  if (result.kind === 'refused') {
    await tell(result.refusals.map((refusal) => retryRefusalWords(refusal, result.request)).join('\n'));
  }
};
