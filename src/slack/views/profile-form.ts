import type { InputBlock, ModalView } from '@slack/types';
import type { ProfileDraft } from '../../domain/draft.js';
import { mostParameters } from '../../workflow/parameter-rows.js';
import { actionRow, type Blocks, button, input, option, section, textInput } from '../blocks.js';
import type { UserGroup } from '../directory.js';
import { actions, callbacks, fields } from '../ids.js';
import { limits } from '../limits.js';
import { modal } from '../modal.js';
import { parameterRowBlocks } from './parameter-row-blocks.js';
import type { DraftMemory } from './profile-memory.js';

export type ProfileFormData = {
  readonly draft: ProfileDraft;
  /** Names of the scripts on the shelf, at least one. */
  readonly scripts: readonly string[];
  readonly groups: readonly UserGroup[];
  /** A name that was typed with the command. */
  readonly name?: string;
};

/** The profile modal. Typed text stays by its block ids; sensitive values are shown as "set", never as text. */
export function profileForm({ draft, scripts, groups, name = '' }: ProfileFormData): ModalView {
  const memory: DraftMemory = { draft: draft.id };
  const blocks: Blocks = [
    input(fields.profileName, 'Name', textInput(fields.profileName, { initial: name, placeholder: 'web' }), {
      hint: 'What people type after /cert request: lower-case letters, digits, dots, dashes, underscores.',
    }),
    input(fields.description, 'Description', textInput(fields.description), { optional: true }),
    input(fields.script, 'Script', scriptSelect(scripts)),
    ...parameterBlocks(draft),
    ...approverBlocks(groups),
    input(fields.channel, 'Channel', channelSelect, {
      hint: 'Where requests and certificates are posted. I have to be a member there.',
    }),
  ];
  return modal(callbacks.profile, 'New profile', blocks, { submit: 'Save', memory });
}

function parameterBlocks({ rows }: ProfileDraft): Blocks {
  const isFull = rows.length >= mostParameters;
  return [
    section(
      rows.length === 0
        ? '*Parameters*\nNone yet. The script gets them as its third argument, by name.'
        : '*Parameters*',
    ),
    ...rows.flatMap(parameterRowBlocks),
    isFull
      ? section(`These are ${mostParameters}, as many as a profile can have.`)
      : actionRow(actions.addParameter, [button('Add parameter', actions.addParameter, 'add')]),
  ];
}

function approverBlocks(groups: readonly UserGroup[]): Blocks {
  const { approverUsers, approverGroups, approvalsRequired } = fields;
  const users = { type: 'multi_users_select', action_id: approverUsers } as const;
  return [
    input(approverUsers, 'Approvers', users, { optional: true }),
    ...(groups.length > 0
      ? [input(approverGroups, 'Approver groups', groupSelect(groups), { optional: true })]
      : []),
    input(approvalsRequired, 'Approvals required', textInput(approvalsRequired, { initial: '1' })),
  ];
}

function scriptSelect(scripts: readonly string[]): InputBlock['element'] {
  const options = scripts.slice(0, limits.selectOptions).map((name) => option(name, name));
  return { type: 'static_select', action_id: fields.script, options };
}

function groupSelect(groups: readonly UserGroup[]): InputBlock['element'] {
  const options = groups.slice(0, limits.selectOptions).map(({ id, handle }) => option(`@${handle}`, id));
  return { type: 'multi_static_select', action_id: fields.approverGroups, options };
}

const channelSelect: InputBlock['element'] = {
  type: 'conversations_select',
  action_id: fields.channel,
  filter: { include: ['public', 'private'] },
};
