import type { ModalView } from '@slack/types';
import type { Csr } from '../../domain/csr.js';
import type { RequestDraft } from '../../domain/draft.js';
import { dynamicParameters } from '../../domain/parameter.js';
import type { Profile } from '../../domain/profile.js';
import type { FoundPlace } from '../../workflow/find-place.js';
import { type Blocks, context, input, option, section } from '../blocks.js';
import { escapeText } from '../escape.js';
import { actions, callbacks, fields } from '../ids.js';
import { limits } from '../limits.js';
import { modal } from '../modal.js';
import { mentionRoster } from '../render/people.js';
import { policyWords } from '../render/policy-words.js';
import { makeKeyBlocks, wayBlocks, wayOf } from './make-key-blocks.js';
import { placeLine, placeWarning } from './place-words.js';
import { certificateBlocks } from './request-certificate-blocks.js';
import type { RequestMemory } from './request-memory.js';
import { parameterBlocks } from './request-parameter-blocks.js';

export type RequestFormData = {
  readonly draft: RequestDraft;
  readonly profiles: readonly Profile[];
  readonly chosen: Profile | null;
  readonly commonName: string;
  readonly reason?: string;
  /** What the draft's CSR holds. */
  readonly held: Csr | null;
  /** Where the card of the chosen profile would go. */
  readonly place: FoundPlace | null;
  readonly botName: string;
  /** Mentions of those who can help. */
  readonly admins: string;
  /** Said above the form, mrkdwn of ours. */
  readonly notice?: string;
};

/** The request modal. Typed text stays by its block ids; sensitive values are shown as "set", never as text. */
export function requestForm(form: RequestFormData): ModalView {
  const { draft, chosen } = form;
  const memory: RequestMemory = {
    id: draft.id,
    profileId: chosen?.id ?? null,
    profileVersion: chosen?.version.number ?? 0,
  };
  const blocks: Blocks = [
    ...(form.notice ? [section(form.notice)] : []),
    profileChoice(form),
    ...(chosen ? profileBlocks(form, chosen) : []),
    ...wayBlocks(draft, chosen),
    ...certificateBlocks({ ...form, needsReason: asksForReason(chosen), madeKey: madeKeyBlocks(form) }),
  ];
  return modal(callbacks.request, 'Request a certificate', blocks, { submit: 'Request', memory });
}

function profileChoice({ profiles, chosen }: RequestFormData): Blocks[number] {
  // Slack takes a hundred options, and the chosen one has to be among them.
  const others = profiles.filter(({ id }) => id !== chosen?.id);
  const isCut = profiles.length > limits.selectOptions;
  const shown = chosen && isCut ? [chosen, ...others] : profiles;
  const choices = shown.slice(0, limits.selectOptions).map(choiceOf);
  const initial = chosen ? choiceOf(chosen) : null;
  return input(
    fields.profileChoice,
    'Profile',
    {
      type: 'static_select',
      action_id: actions.chooseProfile,
      options: choices,
      ...(initial ? { initial_option: initial } : {}),
    },
    { dispatch: true },
  );
}

function choiceOf(profile: Profile) {
  return option(profile.version.settings.name, profile.id);
}

function profileBlocks(form: RequestFormData, profile: Profile): Blocks {
  const { description, approvers, approvalsRequired, parameters, policy } = profile.version.settings;
  const { draft, botName, admins } = form;
  const place = form.place ?? { channel: null, passedOver: [] };
  const words = { profile, place, botName, admins };
  const warning = placeWarning(words);
  const rules = policyWords(policy);
  const about = [
    ...(description ? [escapeText(description)] : []),
    `${placeLine(words)}; needs ${approvalsRequired} of ${mentionRoster(approvers)}.`,
    ...(rules.length > 0 ? [`Rules: ${rules.join(' · ')} · ${admins} can change them.`] : []),
  ];
  return [
    context(about.join('\n')),
    ...(warning ? [section(warning)] : []),
    ...dynamicParameters(parameters).flatMap((parameter) => parameterBlocks(draft, profile, parameter)),
  ];
}

/** The fields of a key to be made; null where the requester gives a CSR. */
function madeKeyBlocks({ draft, chosen }: RequestFormData): Blocks | null {
  if (!chosen || wayOf(draft, chosen) === 'give-csr') return null;
  return makeKeyBlocks(chosen.version.settings.policy, draft);
}

function asksForReason(profile: Profile | null): boolean {
  return profile?.version.settings.policy.reasons.request === 'mandatory';
}
