import type { ProfileDraft } from '../../domain/draft.js';
import { hidePlainValues } from '../../workflow/hide-plain-values.js';
import type { ProfileFault } from '../../workflow/judge-profile.js';
import { readProfileDraft, typeProfile } from '../../workflow/profile-draft.js';
import { saveDraft } from '../../workflow/save-draft.js';
import type { SlackDeps } from '../deps.js';
import { fieldErrors } from '../field-errors.js';
import { fields } from '../ids.js';
import type { SubmissionAnswer, SubmissionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { personOf, type SubmissionPayload, type ViewPayload } from '../payloads.js';
import { fillProfileForm } from './fill-profile-form.js';
import { readDraftMemory } from './profile-memory.js';
import { hiddenNames, resultWords } from './profile-results.js';
import { formBlock, typedIn } from './profile-typed.js';
import { DRAFT_GONE, savedWords } from './profile-words.js';

/**
 * The profile modal's submission: a version that is stored, or every fault at its field; where somebody saved
 * meanwhile, the same form with what they changed, and nothing lost.
 */
export const submitProfileForm: SubmissionListener = async (deps, { payload, ack }) => {
  const draft = await sentDraft(deps, payload);
  if (!draft) return ack(await answerWithoutDraft(deps, payload));
  const result = await saveDraft(deps, draft, personOf(payload));
  switch (result.kind) {
    case 'faults':
      return ack(fieldErrors(result.faults.map((fault) => placed(payload.view, fault))));
    case 'stale':
      return ack({ response_action: 'update', view: await fillProfileForm(deps, draft) });
    default: {
      const { title, words } = resultWords(deps, result);
      await ack({ response_action: 'update', view: noticeModal(title, words) });
      const isHiding =
        result.kind === 'saved' && 'changes' in result && hiddenNames(result.changes).length > 0;
      if (isHiding) await hidePlainValues(deps, result.profile.id);
    }
  }
};

/** The draft with what stands in the form; null when it is gone. */
async function sentDraft(deps: SlackDeps, { view, user }: SubmissionPayload): Promise<ProfileDraft | null> {
  const owner = { ...readDraftMemory(view), user: user.id };
  const draft = await readProfileDraft(deps, owner);
  return draft && typeProfile(deps, owner, { typed: typedIn(view, draft.typed), at: null });
}

const TWICE_MS = 60_000;

/** A submission that came twice finds its draft gone and its profile saved. */
async function answerWithoutDraft(
  deps: SlackDeps,
  { view, user }: SubmissionPayload,
): Promise<SubmissionAnswer> {
  const memory = readDraftMemory(view);
  const version = (await deps.profiles.read(memory.profile ?? memory.draft))?.version;
  if (version?.author.user === user.id && version.savedAt > deps.clock.now() - TWICE_MS) {
    const words = savedWords(version.settings, version.number);
    return { response_action: 'update', view: noticeModal('Profile saved', words) };
  }
  return fieldErrors([[formBlock(view, fields.profileName), DRAFT_GONE]]);
}

const blocks = {
  name: fields.profileName,
  description: fields.description,
  script: fields.script,
  // Slack takes errors for input blocks only, and the rows of parameters and rules are none.
  parameters: fields.profileName,
  approvers: fields.approverUsers,
  'approvals-required': fields.approvalsRequired,
  channel: fields.channel,
  policy: fields.profileName,
} as const satisfies Record<ProfileFault['field'], string>;

const prefixes: Partial<Record<ProfileFault['field'], string>> = {
  parameters: 'Parameters: ',
  policy: 'Rules: ',
};

function placed(
  view: ViewPayload,
  { field, sentence }: ProfileFault,
): readonly [block: string, sentence: string] {
  return [formBlock(view, blocks[field]), `${prefixes[field] ?? ''}${sentence}`];
}
