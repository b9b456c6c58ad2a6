import { lookAtScripts } from '../../workflow/look-at-scripts.js';
import { adminRefusalWords } from '../render/admin-refusal-words.js';
import { renderScripts } from '../render/render-scripts.js';
import type { ProfileCommand } from './profile-command.js';

/** `/cert script list`: the scripts that profiles can take, who uses them, and whose bytes are others; for admins. */
export const scriptList: ProfileCommand = async (deps, { payload, ack }) => {
  const by = { user: payload.user_id, team: payload.team_id };
  const looked = await lookAtScripts(deps, { by });
  if (looked.kind === 'refused') {
    return ack({ text: adminRefusalWords(looked.refusal, deps.admins, 'can look at scripts') });
  }
  return ack(renderScripts(looked.scripts));
};
