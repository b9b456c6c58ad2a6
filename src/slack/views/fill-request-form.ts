import type { ModalView } from '@slack/types';
import type { Person } from '../../domain/person.js';
import type { Profile } from '../../domain/profile.js';
import { refuseStanding } from '../../workflow/authorize.js';
import type { SlackDeps } from '../deps.js';
import { codeText } from '../escape.js';
import { noticeModal } from '../modal.js';
import { standingWords } from '../render/standing-words.js';
import { requestForm } from './request-form.js';

const TITLE = 'Request a certificate';

/** The first form after `/cert request [profile] [common name]`: a new draft, and the profile that was named. */
export async function fillRequestForm(
  deps: SlackDeps,
  person: Person,
  words: readonly string[],
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
  const [first = '', second = ''] = words;
  const named = profiles.find((profile) => profile.version.settings.name === first.toLowerCase());
  const chosen = named ?? (profiles.length === 1 ? (profiles[0] ?? null) : null);
  // One word is a profile or a common name; a common name has a dot.
  const isUnknown = first !== '' && !named && (second !== '' || !first.includes('.'));
  const notice = isUnknown ? `There is no profile ${codeText(first, 60)}. Choose one of these.` : null;
  const id = deps.ids.request();
  const draft = {
    format: 1,
    kind: 'request',
    id,
    user: person.user,
    channel: null,
    values: {},
    sealed: {},
  } as const;
  await deps.drafts.create(draft);
  const commonName = named || isUnknown ? second : first;
  return requestForm({ draft, profiles, chosen, commonName, ...(notice ? { notice } : {}) });
}

/** The profiles a member may request with, by name. */
export async function usableProfiles(deps: Pick<SlackDeps, 'profiles'>): Promise<readonly Profile[]> {
  const profiles = await deps.profiles.list();
  return profiles.filter(({ status }) => status === 'enabled');
}
