import type { ModalView } from '@slack/types';
import type { Person } from '../../domain/person.js';
import { startProfile } from '../../workflow/start-profile.js';
import type { SlackDeps } from '../deps.js';
import { noticeModal } from '../modal.js';
import { openModal } from '../open-modal.js';
import { fillProfileForm } from '../views/fill-profile-form.js';
import { earlierBlocks } from '../views/profile-notices.js';
import { refusalWords } from '../views/profile-words.js';
import type { ProfileCommand } from './profile-command.js';

const TITLE = 'New profile';

/**
 * `/cert profile new [NAME]`: the profile modal on a new draft, which offers to go on with one that was begun; for
 * admins, others are told who can.
 */
export const profileNew: ProfileCommand = async (deps, { payload, client, ack }, [name]) => {
  await ack();
  const person = { user: payload.user_id, team: payload.team_id };
  const call = { client, triggerId: payload.trigger_id };
  await openModal(deps, call, TITLE, () => newForm(deps, person, name));
};

async function newForm(deps: SlackDeps, person: Person, name: string | undefined): Promise<ModalView> {
  const result = await startProfile(deps, person, name ? { name } : {});
  if (result.kind !== 'started') return noticeModal(TITLE, refusalWords(result, deps.admins));
  const { draft, earlier } = result;
  return fillProfileForm(deps, draft, earlier ? earlierBlocks(earlier) : []);
}
