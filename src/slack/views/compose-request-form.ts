import type { ModalView } from '@slack/types';
import { cardChannels } from '../../domain/card-channels.js';
import { type Csr, readCsr } from '../../domain/csr.js';
import type { RequestDraft } from '../../domain/draft.js';
import type { Person } from '../../domain/person.js';
import type { Profile } from '../../domain/profile.js';
import { findPlace } from '../../workflow/find-place.js';
import { offerProfiles, type ProfileOffer } from '../../workflow/refuse-requester.js';
import type { SlackDeps } from '../deps.js';
import { mentionRoster } from '../render/people.js';
import { requesterWords } from '../render/requester-words.js';
import { requestForm } from './request-form.js';

export type ComposeDeps = Pick<
  SlackDeps,
  'profiles' | 'directory' | 'channels' | 'log' | 'botName' | 'admins'
>;

/** What the form is to show; `offer` where it was looked up already. */
export type FormWish = {
  readonly draft: RequestDraft;
  readonly chosen: Profile | null;
  readonly commonName: string;
  readonly reason?: string;
  readonly notice?: string;
  readonly offer?: ProfileOffer;
};

/**
 * The request form for this person as things are now: the profiles they may use, where the card would go, what the
 * draft's CSR holds. A profile that they may not use is not shown, but why not is said.
 */
export async function composeRequestForm(
  deps: ComposeDeps,
  person: Person,
  { draft, chosen: wished, commonName, reason, notice, offer: known }: FormWish,
): Promise<ModalView> {
  const offer = known ?? (await offerProfiles(deps, person));
  const chosen = offer.usable.some(({ id }) => id === wished?.id) ? wished : null;
  const refused = offer.refused.find(({ profile }) => profile.id === wished?.id);
  const why = refused
    ? requesterWords(refused.refusal, refused.profile.version.settings.name, deps.admins)
    : null;
  const notices = [notice, why].filter((text) => typeof text === 'string');
  const [held, place] = await Promise.all([
    readHeld(draft),
    chosen ? findPlaceOf(deps, chosen, draft) : null,
  ]);
  return requestForm({
    ...{ draft, profiles: offer.usable, chosen, commonName, held, place },
    ...{ botName: deps.botName, admins: mentionRoster(deps.admins) },
    ...(reason ? { reason } : {}),
    ...(notices.length > 0 ? { notice: notices.join('\n') } : {}),
  });
}

function findPlaceOf(deps: ComposeDeps, profile: Profile, draft: RequestDraft) {
  return findPlace(deps, cardChannels(profile.version.settings, draft.channel));
}

/** One that cannot be used says so when it is sent, at its field. */
async function readHeld({ csr }: RequestDraft): Promise<Csr | null> {
  const read = csr === undefined ? null : await readCsr(csr);
  return read?.ok ? read.csr : null;
}
