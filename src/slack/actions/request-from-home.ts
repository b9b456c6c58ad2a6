import { ANY_PROFILE } from '../ids.js';
import type { ActionListener } from '../listen.js';
import { openModal } from '../open-modal.js';
import { personOf } from '../payloads.js';
import { fillRequestForm } from '../views/fill-request-form.js';

/** "Request" beside a profile on the Home, or "Request a certificate" above them: the form, with that profile. */
export const requestFromHome: ActionListener = async (deps, { payload, client, ack }) => {
  await ack();
  const profileName = payload.actions[0]?.value ?? ANY_PROFILE;
  const prefill = { askedIn: null, ...(profileName === ANY_PROFILE ? {} : { profileName }) };
  const call = { client, triggerId: payload.trigger_id };
  await openModal(deps, call, 'Request a certificate', () =>
    fillRequestForm(deps, personOf(payload), prefill),
  );
};
