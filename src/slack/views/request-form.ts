import type { ModalView } from '@slack/types';
import type { RequestDraft } from '../../domain/draft.js';
import { type DynamicParameter, dynamicParameters } from '../../domain/parameter.js';
import type { Profile } from '../../domain/profile.js';
import { actionRow, type Blocks, button, context, input, option, section, textInput } from '../blocks.js';
import { escapeText } from '../escape.js';
import { actions, callbacks, fields, secretField, valueField } from '../ids.js';
import { limits } from '../limits.js';
import { modal } from '../modal.js';
import { mentionRoster } from '../render/people.js';
import type { RequestMemory } from './request-memory.js';

export type RequestFormData = {
  readonly draft: RequestDraft;
  readonly profiles: readonly Profile[];
  readonly chosen: Profile | null;
  readonly commonName: string;
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
    ...certificateBlocks(form.commonName),
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

function parameterBlocks(
  draft: RequestDraft,
  profile: Profile,
  { name, sensitive }: DynamicParameter,
): Blocks {
  if (!sensitive) {
    const block = valueField(profile.id, name);
    const initial = draft.values[profile.id]?.[name];
    return [input(block, name, textInput(block, initial ? { initial } : {}))];
  }
  const isSet = Object.hasOwn(draft.sealed[profile.id] ?? {}, name);
  return [
    section(`*${escapeText(name)}* (sensitive) · ${isSet ? '•••• set' : 'not set yet'}`),
    actionRow(secretField(profile.id, name), [
      button(isSet ? `Change ${name}` : `Set ${name}`, actions.setSecret, name),
    ]),
  ];
}

function certificateBlocks(commonName: string): Blocks {
  return [
    input(
      fields.commonName,
      'Common name',
      textInput(fields.commonName, { max: 253, ...(commonName ? { initial: commonName } : {}) }),
      { optional: true, hint: 'Leave it empty to take the one of the CSR.' },
    ),
    input(
      fields.csr,
      'CSR as text',
      textInput(fields.csr, { multiline: true, placeholder: '-----BEGIN CERTIFICATE REQUEST-----' }),
      {
        optional: true,
        hint: 'Paste the whole PEM, or upload it as a file below. Never paste a private key.',
      },
    ),
    input(
      fields.csrFile,
      'CSR as file',
      { type: 'file_input', action_id: fields.csrFile, max_files: 1 },
      { optional: true },
    ),
    input(fields.reason, 'Reason', textInput(fields.reason, { multiline: true, max: 2000 }), {
      optional: true,
      hint: 'Approvers see this on the card.',
    }),
  ];
}
