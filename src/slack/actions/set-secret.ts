import type { ActionListener } from '../listen.js';
import { readRequestMemory } from '../views/request-memory.js';
import { secretForm } from '../views/secret-form.js';

/** The button of a sensitive dynamic parameter: opens its one-input modal on top of the request modal. */
export const setSecret: ActionListener = async (_deps, { payload, client, ack }) => {
  await ack();
  const { id, profileId } = readRequestMemory(payload.view?.private_metadata ?? '');
  const name = payload.actions[0]?.value;
  if (profileId === null || name === undefined) return;
  await client.views.push({ trigger_id: payload.trigger_id, view: secretForm({ id, profileId, name }) });
};
