import type { ModalView } from '@slack/types';
import { isFinished } from '../../domain/finished-request.js';
import type { Person } from '../../domain/person.js';
import type { Request } from '../../domain/request.js';
import { showRequest } from '../../workflow/show-request.js';
import type { SlackDeps } from '../deps.js';
import type { ActionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { openModal } from '../open-modal.js';
import { personOf } from '../payloads.js';
import { notShownWords } from '../render/show-words.js';
import { fillRequestForm } from '../views/fill-request-form.js';
import type { RequestPrefill } from '../views/request-prefill.js';

const TITLE = 'Request a certificate';

/** "Ask again" on a finished request: the request form with what that one asked for. Sensitive values are asked anew. */
export const askAgain: ActionListener = async (deps, { payload, client, ack }) => {
  await ack();
  const id = payload.actions[0]?.value ?? '';
  const askedIn = payload.channel?.id ?? null;
  const call = { client, triggerId: payload.trigger_id };
  await openModal(deps, call, TITLE, () => formAgain(deps, personOf(payload), id, askedIn));
};

async function formAgain(
  deps: SlackDeps,
  person: Person,
  id: string,
  askedIn: string | null,
): Promise<ModalView> {
  const result = await showRequest(deps, person, id, 'whole');
  if (result.kind !== 'shown') return noticeModal(TITLE, notShownWords(result, id));
  if (!isFinished(result.request)) {
    return noticeModal(TITLE, `Request \`${id}\` is not finished yet, so there is nothing to ask for again.`);
  }
  const profile = await deps.profiles.read(result.request.snapshot.profile.id);
  const name = profile?.status === 'enabled' ? profile.version.settings.name : null;
  return fillRequestForm(deps, person, prefillFrom(result.request, name, askedIn));
}

/** What a request asked for, to ask for it again; `profileName` is what its profile is called now, if it can be used. */
export function prefillFrom(
  { id, snapshot, reason, madeKey }: Request,
  profileName: string | null,
  askedIn: string | null,
): RequestPrefill {
  const again = `Filled in from request \`${id}\`. Sensitive values have to be entered anew.`;
  const sameKey = `*The CSR is the one of that request: same key as before.* For a new key, give a new CSR below (\`/cert csr\` has the command).`;
  const noProfile = `Its profile \`${snapshot.profile.name}\` cannot be used any more: choose another one.`;
  return {
    askedIn,
    commonName: snapshot.commonName,
    values: snapshot.dynamicValues,
    ...(profileName === null ? {} : { profileName }),
    ...(reason === null ? {} : { reason }),
    ...(madeKey === null ? { csr: snapshot.csr.pem } : {}),
    notice: [
      again,
      ...(madeKey === null ? [sameKey] : []),
      ...(profileName === null ? [noProfile] : []),
    ].join('\n'),
  };
}
