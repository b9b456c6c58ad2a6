import { settleUnknown } from '../../workflow/settle-unknown.js';
import type { ActionListener } from '../listen.js';
import { personOf } from '../payloads.js';
import { settleRefusalWords } from '../render/refusal-words.js';

/** An admin found that the CA issued nothing. */
export const markFailed: ActionListener = async (deps, { payload, ack, tell }) => {
  const id = payload.actions[0]?.value ?? '';
  const result = await settleUnknown(deps, id, personOf(payload), { kind: 'nothing' });
  await ack();
  if (result.kind === 'no-such-request') await tell('This request is not there any more.');
  if (result.kind === 'refused') await tell(result.refusals.map(settleRefusalWords).join('\n'));
};
