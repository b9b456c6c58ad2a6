import type { ProfileDraft } from '../../domain/draft.js';
import type { Profile } from '../../domain/profile.js';
import type { ProfileFault } from '../../workflow/judge-profile.js';
import { readProfileDraft } from '../../workflow/profile-draft.js';
import { type ProfileForm, saveProfile } from '../../workflow/save-profile.js';
import type { SlackDeps } from '../deps.js';
import { fieldErrors } from '../field-errors.js';
import { fields } from '../ids.js';
import type { SubmissionAnswer, SubmissionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { personOf, type SubmissionPayload } from '../payloads.js';
import { channelOf, groupsOf, optionOf, textOf, usersOf } from '../view-state.js';
import { readDraftMemory } from './profile-memory.js';
import { DRAFT_GONE, refusalWords, savedWords } from './profile-words.js';

/** The profile modal's submission: version 1 of a profile that is stored, or every fault at its field. */
export const submitProfileForm: SubmissionListener = async (deps, { payload, ack }) => {
  const memory = readDraftMemory(payload.view);
  const draft = await readProfileDraft(deps, { ...memory, user: payload.user.id });
  if (!draft) return ack(await answerWithoutDraft(deps, payload, memory.draft));
  const result = await saveProfile(deps, formOf(deps, payload, draft));
  switch (result.kind) {
    case 'saved':
      await deps.drafts.remove(draft.id);
      return ack(saved(result.profile));
    case 'faults':
      return ack(fieldErrors(result.faults.map(placed)));
    default: {
      const view = noticeModal('New profile', refusalWords(result, deps.admins));
      return ack({ response_action: 'update', view });
    }
  }
};

/** A submission that came twice finds its draft gone and its profile there. */
async function answerWithoutDraft(
  deps: SlackDeps,
  payload: SubmissionPayload,
  id: string,
): Promise<SubmissionAnswer> {
  const profile = await deps.profiles.read(id);
  if (profile?.version.author.user === payload.user.id) return saved(profile);
  return fieldErrors([[fields.profileName, DRAFT_GONE]]);
}

function saved({ version }: Profile): SubmissionAnswer {
  const words = savedWords(version.settings, version.number);
  return { response_action: 'update', view: noticeModal('Profile saved', words) };
}

function formOf(deps: SlackDeps, payload: SubmissionPayload, { id, rows }: ProfileDraft): ProfileForm {
  const { values } = payload.view.state;
  const sealed = rows.flatMap(({ parameter, sealed }) => (sealed ? [[parameter.name, sealed] as const] : []));
  return {
    id,
    author: personOf(payload),
    surface: 'slack',
    name: textOf(values, fields.profileName).trim(),
    description: textOf(values, fields.description).trim(),
    scriptName: optionOf(values, fields.script) ?? '',
    parameters: rows.map(({ parameter }) => parameter),
    sealed: Object.fromEntries(sealed),
    approvers: {
      users: usersOf(values, fields.approverUsers),
      groups: groupsOf(values, fields.approverGroups),
    },
    approvalsRequired: textOf(values, fields.approvalsRequired),
    channel: channelOf(values, fields.channel) ?? '',
    timeLimitMs: deps.runTimeLimitMs,
  };
}

const blocks = {
  name: fields.profileName,
  description: fields.description,
  script: fields.script,
  // Slack takes errors for input blocks only, and the rows of parameters are none.
  parameters: fields.profileName,
  approvers: fields.approverUsers,
  'approvals-required': fields.approvalsRequired,
  channel: fields.channel,
  policy: fields.profileName,
} as const satisfies Record<ProfileFault['field'], string>;

function placed({ field, sentence }: ProfileFault): readonly [block: string, sentence: string] {
  return [blocks[field], field === 'parameters' ? `Parameters: ${sentence}` : sentence];
}
