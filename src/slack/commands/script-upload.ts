import { refuseUpload } from '../../workflow/upload-script.js';
import { noticeModal } from '../modal.js';
import { openModal } from '../open-modal.js';
import { scriptUploadForm } from '../views/script-upload-form.js';
import { uploadRefusalWords } from '../views/submit-script-upload.js';
import type { ProfileCommand } from './profile-command.js';

const TITLE = 'Upload a script';

/** `/cert script upload`: a modal that takes one Python file; for admins, where it is switched on. */
export const scriptUpload: ProfileCommand = async (deps, { payload, client, ack }) => {
  await ack();
  const by = { user: payload.user_id, team: payload.team_id };
  await openModal(deps, { client, triggerId: payload.trigger_id }, TITLE, async () => {
    const refused = await refuseUpload(deps, by);
    return refused ? noticeModal(TITLE, uploadRefusalWords(refused, deps.admins)) : scriptUploadForm();
  });
};
