import type { ActionListener } from '../listen.js';
import { keepTyped } from '../views/profile-typed.js';

/**
 * Something was typed or chosen in the profile form: it is kept, and nothing is said. Where the draft is gone (it
 * was saved a moment ago, or ended), Save and the buttons say so.
 */
export const typeProfile: ActionListener = async (deps, { payload, ack }) => {
  await ack();
  await keepTyped(deps, payload);
};
