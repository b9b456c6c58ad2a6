import { callbacks } from '../ids.js';
import type { ActionListener } from '../listen.js';
import { secretForm, secretParameter } from '../views/secret-form.js';
import { readTestMemory } from '../views/test-memory.js';

/** The button of a sensitive dynamic parameter in the test modal: opens its one-input modal on top. */
export const setTestSecret: ActionListener = async (deps, { payload, client, ack }) => {
  await ack();
  const { id, profileId } = readTestMemory(payload.view?.private_metadata ?? '');
  const name = payload.actions[0]?.value;
  if (name === undefined) return;
  const parameter = secretParameter(await deps.profiles.read(profileId), name);
  const view = { ...secretForm({ id, profileId, name }, parameter), callback_id: callbacks.testSecret };
  await client.views.push({ trigger_id: payload.trigger_id, view });
};
