import { openModal } from '../open-modal.js';
import { fillScriptView } from '../views/fill-script-view.js';
import type { ProfileCommand } from './profile-command.js';

/** `/cert script show NAME`: header, files and source of a script in a modal; for admins. */
export const scriptShow: ProfileCommand = async (deps, { payload, client, ack }, [name = '']) => {
  if (!name)
    return ack({ text: 'Say which one: `/cert script show NAME`. `/cert script list` shows their names.' });
  await ack();
  const by = { user: payload.user_id, team: payload.team_id };
  const call = { client, triggerId: payload.trigger_id };
  await openModal(deps, call, 'Script', () => fillScriptView(deps, { name, by, page: 0 }));
};
