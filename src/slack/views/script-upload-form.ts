import type { ModalView } from '@slack/types';
import { input, section, textInput } from '../blocks.js';
import { callbacks, fields } from '../ids.js';
import { modal } from '../modal.js';

/** Takes one Python file and the name by which profiles choose it. */
export function scriptUploadForm(): ModalView {
  const file = {
    type: 'file_input',
    action_id: fields.scriptFile,
    max_files: 1,
  } as const;
  return modal(
    callbacks.scriptUpload,
    'Upload a script',
    [
      section(
        'A script runs on the workers with the sensitive values of the profiles that use it. Nothing secret belongs into the file: it goes through Slack.',
      ),
      input(fields.scriptName, 'Name', textInput(fields.scriptName, { max: 64, placeholder: 'company_ca' }), {
        hint: 'Letters, digits, underscores and dashes. The name of an earlier upload replaces that on the shelf; profiles keep the bytes that they have.',
      }),
      input(fields.scriptFile, 'Python file', file, {
        hint: 'One file of at most 1 MB, with certificate_request in it.',
      }),
    ],
    { submit: 'Upload' },
  );
}
