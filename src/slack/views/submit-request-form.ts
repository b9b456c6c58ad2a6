import type { Profile } from '../../domain/profile.js';
import { checkKeyForm } from '../../workflow/make-key.js';
import {
  type FormFault,
  type FormField,
  type RequestForm,
  submitRequest,
} from '../../workflow/submit-request.js';
import type { SlackDeps } from '../deps.js';
import { fields, keyField, valueField } from '../ids.js';
import { limits, truncate } from '../limits.js';
import type { SubmissionAnswer, SubmissionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { personOf, type SubmissionPayload, type ViewState } from '../payloads.js';
import { requesterWords } from '../render/requester-words.js';
import { filesOf, textOf } from '../view-state.js';
import { askPassphrase } from './ask-passphrase.js';
import { renewRequestForm } from './renew-request-form.js';
import { readRequestMemory } from './request-memory.js';
import { typedValues } from './request-values.js';
import { sentModal } from './sent-modal.js';
import { chosenWay, typedKeyWish } from './typed-key-wish.js';

const TITLE = 'Request a certificate';

/** The request modal's submission: a stored request, the question for a passphrase, or every fault at its field. */
export const submitRequestForm: SubmissionListener = async (deps, { payload, ack }) => {
  const read = await readForm(deps, payload);
  if (!read.ok) return ack(fieldErrors(payload.view.state.values, null, read.faults));
  const { values } = payload.view.state;
  const result =
    chosenWay(values) === 'make-key'
      ? await checkKeyForm(deps, { ...read.form, typed: typedKeyWish(values) })
      : await submitRequest(deps, read.form);
  switch (result.kind) {
    case 'ready':
      return ack(await askPassphrase(deps, payload));
    case 'submitted':
      return ack({ response_action: 'update', view: sentModal(result.request, result.channel) });
    case 'faults':
      return ack(fieldErrors(payload.view.state.values, read.form.profileId, result.faults));
    case 'refused': {
      const words = requesterWords(result.refusal, result.profile, deps.admins);
      return ack({ response_action: 'update', view: noticeModal(TITLE, words) });
    }
    case 'profile-changed':
      return ack({ response_action: 'update', view: await renewed(deps, payload, result.profile) });
  }
};

type ReadForm =
  | { readonly ok: true; readonly form: RequestForm }
  | { readonly ok: false; readonly faults: readonly FormFault[] };

async function readForm(deps: SlackDeps, payload: SubmissionPayload): Promise<ReadForm> {
  const { private_metadata, state } = payload.view;
  const memory = readRequestMemory(private_metadata);
  if (memory.profileId === null) {
    return { ok: false, faults: [{ field: 'profile', sentence: 'Choose a profile first.' }] };
  }
  const form = {
    id: memory.id,
    requester: personOf(payload),
    profileId: memory.profileId,
    profileVersion: memory.profileVersion,
    commonName: textOf(state.values, fields.commonName),
    csrText: textOf(state.values, fields.csr),
    csrFile: await readFile(deps, state.values),
    dynamicValues: typedValues(state.values, memory.profileId),
    reason: textOf(state.values, fields.reason),
  };
  return { ok: true, form };
}

const fileFaults = {
  'too-large': 'This file is larger than 64 KB, so it is no CSR. Choose the file that openssl req wrote.',
  'not-readable': 'I could not read this file from Slack. Upload it again, or paste the CSR as text.',
} as const;

async function readFile(deps: SlackDeps, state: ViewState): Promise<RequestForm['csrFile']> {
  const [file] = filesOf(state, fields.csrFile);
  if (!file) return null;
  try {
    const fetched = await deps.fetchFile(file);
    return fetched.ok ? { text: fetched.text } : { fault: fileFaults[fetched.why] };
  } catch (err) {
    deps.log.warn({ file: file.id, err }, 'file not fetched from slack');
    return { fault: fileFaults['not-readable'] };
  }
}

/** Faults under the inputs they belong to; a sensitive value has no input, so its fault stands at the profile. */
function fieldErrors(
  state: ViewState,
  profileId: string | null,
  faults: readonly FormFault[],
): SubmissionAnswer {
  const errors: Record<string, string> = {};
  for (const { field, sentence } of faults) {
    const block = blockOf(state, profileId, field);
    errors[block] = truncate(errors[block] ? `${errors[block]} ${sentence}` : sentence, limits.fieldError);
  }
  return { response_action: 'errors', errors };
}

function blockOf(state: ViewState, profileId: string | null, field: FormField): string {
  switch (field) {
    case 'profile':
      return fields.profileChoice;
    case 'common-name':
      return fields.commonName;
    case 'csr':
      return fields.csr;
    case 'csr-file':
      return fields.csrFile;
    case 'reason':
      return fields.reason;
    default: {
      const block =
        'keyWish' in field ? keyField(field.keyWish) : valueField(profileId ?? '', field.parameter);
      return Object.hasOwn(state, block) ? block : fields.profileChoice;
    }
  }
}

async function renewed(deps: SlackDeps, payload: SubmissionPayload, profile: Profile | null) {
  const notice = profile
    ? `*The profile changed to version ${profile.version.number} while this was open.* Nothing was sent: please check the form and request again.`
    : '*This profile is not there any more.* Nothing was sent: please choose another one.';
  return renewRequestForm(deps, { view: payload.view, person: personOf(payload) }, profile, notice);
}
