import type { ModalView } from '@slack/types';
import type { Person } from '../../domain/person.js';
import { startProfile } from '../../workflow/start-profile.js';
import { section } from '../blocks.js';
import type { SlackDeps } from '../deps.js';
import { codeText, escapeText } from '../escape.js';
import { noticeModal } from '../modal.js';
import { openModal } from '../open-modal.js';
import { fillProfileForm } from '../views/fill-profile-form.js';
import { refusalWords } from '../views/profile-words.js';
import type { ProfileCommand } from './profile-command.js';
import { whichWords } from './profile-show.js';

const TITLE = 'New profile';

/** `/cert profile clone NAME [NEW]`: the profile modal on a new draft with the settings of another one; for admins. */
export const profileClone: ProfileCommand = async (deps, { payload, client, ack }, [name = '', wanted]) => {
  await ack();
  const person = { user: payload.user_id, team: payload.team_id };
  const call = { client, triggerId: payload.trigger_id };
  await openModal(deps, call, TITLE, () => cloneForm(deps, person, { name, wanted }));
};

async function cloneForm(
  deps: SlackDeps,
  person: Person,
  { name, wanted = '' }: { readonly name: string; readonly wanted: string | undefined },
): Promise<ModalView> {
  const like = name ? await deps.profiles.byName(name.toLowerCase()) : null;
  if (!like) return noticeModal(TITLE, await whichWords(deps, 'clone', name));
  const result = await startProfile(deps, person, { like, name: wanted });
  if (result.kind !== 'started') return noticeModal(TITLE, refusalWords(result, deps.admins));
  const { parameters, name: original } = like.version.settings;
  const secrets = parameters.flatMap((parameter) => ('secret' in parameter ? [parameter.name] : []));
  const listed = secrets.map((each) => codeText(each, 64)).join(', ');
  const copied = `This is a copy of *${escapeText(original)}*.`;
  const words =
    secrets.length > 0 ? `${copied} Sensitive values stay with it: enter ${listed} anew.` : copied;
  return fillProfileForm(deps, result.draft, [section(words)]);
}
