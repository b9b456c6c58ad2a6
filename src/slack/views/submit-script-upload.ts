import { type UploadScriptResult, uploadScript } from '../../workflow/upload-script.js';
import type { SlackDeps } from '../deps.js';
import { escapeText } from '../escape.js';
import { fieldErrors } from '../field-errors.js';
import { fields } from '../ids.js';
import type { SubmissionAnswer, SubmissionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { personOf, type ViewState } from '../payloads.js';
import { adminRefusalWords } from '../render/admin-refusal-words.js';
import { checkWords } from '../render/check-words.js';
import { filesOf, textOf } from '../view-state.js';

/** The upload modal's submission: the script is on the shelf, or every fault is at its field. */
export const submitScriptUpload: SubmissionListener = async (deps, { payload, ack }) => {
  const { values } = payload.view.state;
  const text = await readFile(deps, values);
  if (typeof text === 'object') return ack(fieldErrors([[fields.scriptFile, text.sentence]]));
  const name = textOf(values, fields.scriptName);
  return ack(answer(deps, await uploadScript(deps, { name, text, by: personOf(payload) })));
};

async function readFile(deps: SlackDeps, values: ViewState): Promise<string | { readonly sentence: string }> {
  const [file] = filesOf(values, fields.scriptFile);
  if (!file) return { sentence: 'Choose the file.' };
  if (!/\.py$/i.test(file.name ?? ''))
    return { sentence: 'A script is one Python file: its name ends with .py.' };
  const fetched = await deps.fetchScript(file);
  if (fetched.ok) return fetched.text;
  const sentence =
    fetched.why === 'too-large'
      ? 'A script has at most 1 MB.'
      : 'I could not read this file. Upload it again.';
  return { sentence };
}

/** Whether this person may open the form at all. */
export function uploadRefusalWords(
  result: Extract<UploadScriptResult, { kind: 'off' | 'refused' }>,
  admins: SlackDeps['admins'],
): string {
  return result.kind === 'off'
    ? 'Scripts are not taken through Slack here. Put them into the folder of scripts, or set COUNTERSIGN_SCRIPT_UPLOAD=on.'
    : adminRefusalWords(result.refusal, admins, 'can upload scripts');
}

const blocks = { name: fields.scriptName, file: fields.scriptFile } as const;

function answer(deps: SlackDeps, result: UploadScriptResult): SubmissionAnswer {
  switch (result.kind) {
    case 'faults':
      return fieldErrors(result.faults.map(({ field, sentence }) => [blocks[field], sentence]));
    case 'unchanged':
      return notice(
        'Nothing new',
        `These are the bytes that \`${escapeText(result.uploaded.name)}\` has already.`,
      );
    case 'off':
    case 'refused':
      return notice('Upload a script', uploadRefusalWords(result, deps.admins));
    case 'uploaded':
      return notice('Script uploaded', uploadedWords(result));
  }
}

function notice(title: string, mrkdwn: string): SubmissionAnswer {
  return { response_action: 'update', view: noticeModal(title, mrkdwn) };
}

function uploadedWords(result: Extract<UploadScriptResult, { kind: 'uploaded' }>): string {
  const { uploaded, before, checked } = result;
  const name = escapeText(uploaded.name);
  return [
    `\`${name}\` is on the shelf: choose it in \`/cert profile new\`, look at it with \`/cert script show ${name}\`.`,
    ...(before
      ? [
          'It takes the place of an earlier upload. Profiles that use that one go on with its bytes until an admin accepts the new ones.',
        ]
      : []),
    checkWords(checked),
  ]
    .filter((line) => line !== '')
    .join('\n');
}
