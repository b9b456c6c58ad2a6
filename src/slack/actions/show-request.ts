import { show } from '../commands/show.js';
import type { ActionListener } from '../listen.js';
import { personOf } from '../payloads.js';

/** "Show" beside a request in a list: the same answer as `/cert show`, below the list. */
export const showRequest: ActionListener = async (deps, { payload, ack, answer }) => {
  await ack();
  await answer(await show(deps, personOf(payload), [payload.actions[0]?.value ?? '']));
};
