import { settleUnknown } from '../../workflow/settle-unknown.js';
import type { SlackDeps } from '../deps.js';
import { fields } from '../ids.js';
import { limits, truncate } from '../limits.js';
import type { SubmissionListener } from '../listen.js';
import { personOf, type ViewState } from '../payloads.js';
import { settleRefusalWords } from '../render/refusal-words.js';
import { filesOf, textOf } from '../view-state.js';
import { readAttachMemory } from './attach-form.js';

/** The certificate an admin found was sent: checked and stored, or the faults at the field. */
export const submitAttach: SubmissionListener = async (deps, { payload, ack }) => {
  const refuse = (sentence: string) => {
    const errors = { [fields.certificateText]: truncate(sentence, limits.fieldError) };
    return ack({ response_action: 'errors', errors });
  };
  const pem = await readPem(deps, payload.view.state.values);
  if (pem === null) return refuse('I could not read the file. Upload it again, or paste the certificate.');
  if (!pem.trim()) return refuse('Paste the certificate, or upload it as a file.');
  const { requestId } = readAttachMemory(payload.view.private_metadata);
  const result = await settleUnknown(deps, requestId, personOf(payload), { kind: 'certificate', pem });
  if (result.kind === 'settled') return ack();
  if (result.kind === 'no-such-request') return refuse('This request is not there any more.');
  return refuse(result.refusals.map(settleRefusalWords).join(' '));
};

async function readPem(deps: SlackDeps, state: ViewState): Promise<string | null> {
  const [file] = filesOf(state, fields.certificate);
  if (!file) return textOf(state, fields.certificateText);
  const fetched = await deps.fetchFile(file);
  return fetched.ok ? fetched.text : null;
}
