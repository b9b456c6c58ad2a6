import type { ModalView } from '@slack/types';
import type { RequestDraft } from '../../domain/draft.js';
import type { Person } from '../../domain/person.js';
import { containsPrivateKey } from '../../domain/private-key.js';
import type { Profile } from '../../domain/profile.js';
import { offerProfiles, type ProfileOffer } from '../../workflow/refuse-requester.js';
import type { SlackDeps } from '../deps.js';
import { noticeModal } from '../modal.js';
import { composeRequestForm } from './compose-request-form.js';
import { noProfileWords, whyNotWords } from './offer-words.js';
import type { RequestPrefill } from './request-prefill.js';

const TITLE = 'Request a certificate';

/**
 * The first request form: a new draft, with what is known already. Who may use no profile gets a modal that says
 * why; who named one that they may not use is told why, and offered the others.
 */
export async function fillRequestForm(
  deps: SlackDeps,
  person: Person,
  prefill: RequestPrefill,
): Promise<ModalView> {
  const offer = await offerProfiles(deps, person);
  const chosen = chooseProfile(offer, prefill.profileName);
  const whyNot =
    prefill.profileName === undefined || chosen ? null : whyNotWords(offer, prefill.profileName, deps.admins);
  if (offer.usable.length === 0) {
    return noticeModal(TITLE, whyNot ?? noProfileWords(offer, deps.admins));
  }
  const notices = [prefill.notice, whyNot].filter((text) => typeof text === 'string');
  const draft = newDraft(deps.ids.request(), person, prefill, chosen);
  await deps.drafts.create(draft);
  return composeRequestForm(deps, person, {
    ...{ draft, offer, chosen, commonName: prefill.commonName ?? '' },
    ...(prefill.reason ? { reason: prefill.reason } : {}),
    ...(notices.length > 0 ? { notice: notices.join('\n') } : {}),
  });
}

/** The profile that was named, or the only one there is for who named none. */
function chooseProfile({ usable }: ProfileOffer, typed: string | undefined): Profile | null {
  const name = typed?.toLowerCase();
  const [only, ...more] = usable;
  if (name === undefined) return more.length === 0 ? (only ?? null) : null;
  return usable.find(({ version }) => version.settings.name === name) ?? null;
}

function newDraft(
  id: string,
  { user }: Person,
  { askedIn, csr, values }: RequestPrefill,
  chosen: Profile | null,
): RequestDraft {
  return {
    ...{ format: 1, kind: 'request', id, user, channel: askedIn, sealed: {} },
    values: chosen && values ? { [chosen.id]: { ...values } } : {},
    ...(csr === undefined || containsPrivateKey(csr) ? {} : { csr }),
  };
}
