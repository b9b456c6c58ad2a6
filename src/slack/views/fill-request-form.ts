import type { ModalView } from '@slack/types';
import type { RequestDraft } from '../../domain/draft.js';
import type { Person } from '../../domain/person.js';
import { containsPrivateKey } from '../../domain/private-key.js';
import type { Profile } from '../../domain/profile.js';
import { refuseStanding } from '../../workflow/authorize.js';
import type { SlackDeps } from '../deps.js';
import { codeText } from '../escape.js';
import { noticeModal } from '../modal.js';
import { standingWords } from '../render/standing-words.js';
import { requestForm } from './request-form.js';
import type { RequestPrefill } from './request-prefill.js';

const TITLE = 'Request a certificate';

/** The first request form: a new draft, with what is known already. Refusals are a modal that says so. */
export async function fillRequestForm(
  deps: SlackDeps,
  person: Person,
  prefill: RequestPrefill,
): Promise<ModalView> {
  const refusal = await refuseStanding(deps, person);
  if (refusal) return noticeModal(TITLE, standingWords(refusal.standing));
  const profiles = await usableProfiles(deps);
  if (profiles.length === 0) {
    return noticeModal(
      TITLE,
      'There is no profile to request with yet. An admin makes one with `/cert profile new`.',
    );
  }
  const { profileName, commonName = '', reason = '' } = prefill;
  const named = profiles.find(({ version }) => version.settings.name === profileName?.toLowerCase());
  const only = profiles.length === 1 ? profiles[0] : undefined;
  const chosen = named ?? only ?? null;
  const isUnknown = profileName !== undefined && !named;
  const unknown = isUnknown ? [`There is no profile ${codeText(profileName, 60)}. Choose one of these.`] : [];
  const notice = [...(prefill.notice ? [prefill.notice] : []), ...unknown].join('\n');
  const draft = newDraft(deps.ids.request(), person, prefill, chosen);
  await deps.drafts.create(draft);
  return requestForm({ draft, profiles, chosen, commonName, reason, ...(notice ? { notice } : {}) });
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

/** The profiles a member may request with, by name. */
export async function usableProfiles(deps: Pick<SlackDeps, 'profiles'>): Promise<readonly Profile[]> {
  const profiles = await deps.profiles.list();
  return profiles.filter(({ status }) => status === 'enabled');
}
