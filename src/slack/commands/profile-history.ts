import type { Person } from '../../domain/person.js';
import { lookAtHistory } from '../../workflow/look-at-history.js';
import type { SlackDeps } from '../deps.js';
import type { Answer } from '../listen.js';
import { renderHistory } from '../render/render-history.js';
import { refusalWords } from '../views/profile-words.js';
import type { ProfileCommand } from './profile-command.js';
import { whichWords } from './profile-show.js';

/** `/cert profile history NAME [PAGE]`: the versions with what changed in each; for admins. */
export const profileHistory: ProfileCommand = async (deps, { payload, ack }, [name = '', page = '1']) => {
  const person = { user: payload.user_id, team: payload.team_id };
  return ack(await answer(deps, person, name, Math.max(1, Number(page) || 1)));
};

async function answer(deps: SlackDeps, person: Person, name: string, page: number): Promise<Answer> {
  const looked = await lookAtHistory(deps, { name, by: person });
  switch (looked.kind) {
    case 'no-such-profile':
      return { text: await whichWords(deps, 'history', name) };
    case 'not-an-admin':
    case 'no-standing':
      return { text: refusalWords(looked, deps.admins) };
    case 'seen':
      return renderHistory(looked.profile, looked.versions, page);
  }
}
