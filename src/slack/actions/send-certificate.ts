import { showRequest } from '../../workflow/show-request.js';
import type { ActionListener } from '../listen.js';
import { personOf } from '../payloads.js';
import { notShownWords } from '../render/show-words.js';
import { sendCertificate as send } from '../send-certificate.js';

/** "Send me the certificate": all its forms as files in a direct message, to who may see the request. */
export const sendCertificate: ActionListener = async (deps, { payload, client, ack, tell }) => {
  await ack();
  const id = payload.actions[0]?.value ?? '';
  const person = personOf(payload);
  const result = await showRequest(deps, person, id, 'whole');
  if (result.kind !== 'shown') return tell(notShownWords(result, id));
  if (result.request.status !== 'issued') return tell('This request has no certificate.');
  await send(client, person.user, result.request);
  await tell(`Sent: look at your messages with @${deps.botName}.`);
};
