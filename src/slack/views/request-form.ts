import type { ModalView } from '@slack/types';
import type { RequestDraft } from '../../domain/draft.js';
import { dynamicParameters } from '../../domain/parameter.js';
import type { Profile } from '../../domain/profile.js';
import { type Blocks, context, input, option, section } from '../blocks.js';
import { escapeText } from '../escape.js';
import { actions, callbacks, fields } from '../ids.js';
import { limits } from '../limits.js';
import { modal } from '../modal.js';
import { mentionRoster } from '../render/people.js';
import { certificateBlocks } from './request-certificate-blocks.js';
import type { RequestMemory } from './request-memory.js';
import { parameterBlocks } from './request-parameter-blocks.js';

export type RequestFormData = {
  readonly draft: RequestDraft;
  readonly profiles: readonly Profile[];
  readonly chosen: Profile | null;
  readonly commonName: string;
  readonly reason?: string;
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
    ...(chosen ? profileBlocks(draft, chosen) : []),
    ...certificateBlocks(form),
  ];
  return modal(callbacks.request, 'Request a certificate', blocks, { submit: 'Request', memory });
}

function profileChoice({ profiles, chosen }: RequestFormData): Blocks[number] {
  const choices = profiles.slice(0, limits.selectOptions).map(choiceOf);
  const initial = chosen && profiles.some(({ id }) => id === chosen.id) ? choiceOf(chosen) : null;
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

function profileBlocks(draft: RequestDraft, profile: Profile): Blocks {
  const { description, approvers, approvalsRequired, channel, parameters } = profile.version.settings;
  const about = [
    ...(description ? [escapeText(description)] : []),
    `Goes to <#${channel}>; needs ${approvalsRequired} of ${mentionRoster(approvers)}.`,
  ];
  return [
    context(about.join('\n')),
    ...dynamicParameters(parameters).flatMap((parameter) => parameterBlocks(draft, profile, parameter)),
  ];
}
