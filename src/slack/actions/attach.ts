import type { ActionListener } from '../listen.js';
import { attachForm } from '../views/attach-form.js';

/** An admin found the certificate at the CA: asks for it. Who may is decided when it is sent. */
export const attach: ActionListener = async (_deps, { payload, client, ack }) => {
  await ack();
  const view = attachForm(payload.actions[0]?.value ?? '');
  await client.views.open({ trigger_id: payload.trigger_id, view });
};
