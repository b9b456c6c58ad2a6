import type { ModalView } from '@slack/types';
import type { Person } from '../../domain/person.js';
import { type EditProfileResult, editProfile } from '../../workflow/edit-profile.js';
import type { SlackDeps } from '../deps.js';
import { callbacks } from '../ids.js';
import { modal, noticeModal } from '../modal.js';
import { openModal } from '../open-modal.js';
import { fillProfileForm } from '../views/fill-profile-form.js';
import { begunBlocks } from '../views/profile-notices.js';
import { refusalWords } from '../views/profile-words.js';
import type { ProfileCommand } from './profile-command.js';
import { whichWords } from './profile-show.js';

const TITLE = 'Edit profile';

/** `/cert profile edit NAME`: the profile modal as the profile is, or the question whether to go on; for admins. */
export const profileEdit: ProfileCommand = async (deps, { payload, client, ack }, [name = '']) => {
  await ack();
  const person = { user: payload.user_id, team: payload.team_id };
  const call = { client, triggerId: payload.trigger_id };
  await openModal(deps, call, TITLE, () => firstForm(deps, person, name));
};

async function firstForm(deps: SlackDeps, by: Person, name: string): Promise<ModalView> {
  const profile = name ? await deps.profiles.byName(name.toLowerCase()) : null;
  const result = await editProfile(deps, { profile, by });
  if (result.kind === 'no-such-profile') return noticeModal(TITLE, await whichWords(deps, 'edit', name));
  return editForm(deps, result);
}

/** What an edit begins with. */
export async function editForm(deps: SlackDeps, result: EditProfileResult): Promise<ModalView> {
  switch (result.kind) {
    case 'started':
      return fillProfileForm(deps, result.draft);
    case 'begun':
      return modal(callbacks.notice, TITLE, begunBlocks(result.draft, result.profile), { close: 'Close' });
    case 'no-such-profile':
      return noticeModal(TITLE, 'This profile is not there any more.');
    case 'not-an-admin':
    case 'no-standing':
      return noticeModal(TITLE, refusalWords(result, deps.admins));
  }
}
