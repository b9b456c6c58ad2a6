import type { ActionListener } from '../listen.js';
import { readRequestMemory } from '../views/request-memory.js';
import { secretForm, secretParameter } from '../views/secret-form.js';

/** The button of a sensitive dynamic parameter: opens its one-input modal on top of the request modal. */
export const setSecret: ActionListener = async (deps, { payload, client, ack }) => {
  await ack();
  const { id, profileId } = readRequestMemory(payload.view?.private_metadata ?? '');
  const name = payload.actions[0]?.value;
  if (profileId === null || name === undefined) return;
  const parameter = secretParameter(await deps.profiles.read(profileId), name);
  const view = secretForm({ id, profileId, name }, parameter);
  await client.views.push({ trigger_id: payload.trigger_id, view });
};
