import { cancelRequest as callOff } from '../../workflow/cancel-request.js';
import type { ActionListener } from '../listen.js';
import { personOf } from '../payloads.js';
import { cancelRefusalWords } from '../render/decide-refusal-words.js';

/** Cancel request on the card: for its requester and for admins. */
export const cancelRequest: ActionListener = async (deps, { payload, ack, tell }) => {
  const requestId = payload.actions[0]?.value ?? '';
  const result = await callOff(deps, { requestId, by: personOf(payload) });
  await ack();
  if (result.kind === 'no-such-request') await tell('This request is not there any more.');
  if (result.kind === 'refused') {
    const words = result.refusals.map((refusal) => cancelRefusalWords(refusal, result.request, deps.admins));
    await tell(words.join('\n'));
  }
};
