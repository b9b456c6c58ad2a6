import type { ShortcutListener } from '../listen-to-shortcuts.js';
import { openModal } from '../open-modal.js';
import { fillRequestForm } from '../views/fill-request-form.js';

/** "Request a certificate" from anywhere: the empty request form. */
export const request: ShortcutListener = async (deps, { payload, person, client }) => {
  const call = { client, triggerId: payload.trigger_id };
  await openModal(deps, call, 'Request a certificate', () =>
    fillRequestForm(deps, person, { askedIn: null }),
  );
};
