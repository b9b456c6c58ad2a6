import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import { type ProfileDraft, profileIdOf } from '../../domain/draft.js';
import { mostParameters } from '../../workflow/parameter-rows.js';
import { actionRow, type Blocks, button, input, option, section, textInput } from '../blocks.js';
import type { UserGroup } from '../directory.js';
import { actions, callbacks, fields, formField } from '../ids.js';
import { limits } from '../limits.js';
import { modal } from '../modal.js';
import { parameterRowBlocks } from './parameter-row-blocks.js';
import { policyRowBlocks } from './policy-row-blocks.js';
import type { DraftMemory } from './profile-memory.js';

export type ProfileFormData = {
  readonly draft: ProfileDraft;
  /** Names of the scripts on the shelf, at least one. */
  readonly scripts: readonly string[];
  readonly groups: readonly UserGroup[];
  /** What is said above everything else. */
  readonly notice?: Blocks;
};

/**
 * The profile modal as its draft holds it. Typed text stays by its block ids; sensitive values are shown as "set",
 * never as text. Every input tells of each change, so that what was typed outlives the modal.
 */
export function profileForm({ draft, scripts, groups, notice = [] }: ProfileFormData): ModalView {
  const memory: DraftMemory = { draft: draft.id, profile: profileIdOf(draft) };
  const { typed } = draft;
  const hint = 'What people type after /cert request: lower-case letters, digits, dots, dashes, underscores.';
  const blocks: Blocks = [
    ...notice,
    field(draft, 'profileName', 'Name', typedText(typed.name, 'web'), { hint }),
    field(draft, 'description', 'Description', typedText(typed.description), { optional: true }),
    field(draft, 'script', 'Script', scriptSelect(scripts, typed.scriptName)),
    ...parameterBlocks(draft),
    ...approverBlocks(draft, groups),
    field(draft, 'channel', 'Channel', channelSelect(typed.channel), {
      hint: 'Where requests and certificates are posted. I have to be a member there.',
    }),
    ...policyRowBlocks(draft.rules),
  ];
  return modal(callbacks.profile, profileTitle(draft), blocks, { submit: 'Save', memory });
}

/** What the modal is called. */
export function profileTitle({ basedOn }: Pick<ProfileDraft, 'basedOn'>): string {
  return basedOn === null ? 'New profile' : 'Edit profile';
}

function field(
  { form }: ProfileDraft,
  name: keyof typeof fields,
  label: string,
  element: InputBlock['element'],
  more: { readonly optional?: boolean; readonly hint?: string } = {},
): InputBlock {
  return input(formField(fields[name], form), label, element, { ...more, dispatch: true });
}

function typedText(initial: string, placeholder?: string): InputBlock['element'] {
  const element = textInput(actions.typeProfile, { initial, ...(placeholder ? { placeholder } : {}) });
  if (element.type !== 'plain_text_input') return element;
  return { ...element, dispatch_action_config: { trigger_actions_on: ['on_character_entered'] } };
}

function parameterBlocks({ rows }: ProfileDraft): Blocks {
  const isFull = rows.length >= mostParameters;
  return [
    section(
      rows.length === 0
        ? '*Parameters*\nNone yet. The script gets them as its third argument, by name.'
        : '*Parameters*',
    ),
    ...rows.flatMap((row, index) => parameterRowBlocks(row, { index, of: rows.length })),
    isFull
      ? section(`These are ${mostParameters}, as many as a profile can have.`)
      : actionRow(actions.addParameter, [button('Add parameter', actions.addParameter, 'add')]),
  ];
}

function approverBlocks(draft: ProfileDraft, groups: readonly UserGroup[]): Blocks {
  const { approvers, approvalsRequired } = draft.typed;
  const users = {
    ...({ type: 'multi_users_select', action_id: actions.typeProfile } as const),
    ...(approvers.users.length > 0 ? { initial_users: [...approvers.users] } : {}),
  };
  const groupSelect = groupsSelect(groups, approvers.groups);
  return [
    field(draft, 'approverUsers', 'Approvers', users, { optional: true }),
    ...(groupSelect
      ? [field(draft, 'approverGroups', 'Approver groups', groupSelect, { optional: true })]
      : []),
    field(draft, 'approvalsRequired', 'Approvals required', typedText(approvalsRequired)),
  ];
}

/** The script that the profile has can be chosen, on the shelf or not. */
function scriptSelect(scripts: readonly string[], chosen: string): InputBlock['element'] {
  const names = chosen && !scripts.includes(chosen) ? [chosen, ...scripts] : scripts;
  const first = names.slice(0, limits.selectOptions);
  const options = (chosen && !first.includes(chosen) ? [chosen, ...first.slice(1)] : first).map((name) =>
    option(name, name),
  );
  return {
    ...({ type: 'static_select', action_id: actions.chooseScript, options } as const),
    ...(chosen ? { initial_option: option(chosen, chosen) } : {}),
  };
}

/** Null where there are no user groups. One that is there no more is shown by its id. */
function groupsSelect(groups: readonly UserGroup[], chosen: readonly string[]): InputBlock['element'] | null {
  const gone = chosen.filter((id) => !groups.some((group) => group.id === id));
  const known = [...groups].sort((a, b) => Number(chosen.includes(b.id)) - Number(chosen.includes(a.id)));
  const options: PlainTextOption[] = [
    ...gone.map((id) => option(id, id)),
    ...known.map(({ id, handle }) => option(`@${handle}`, id)),
  ].slice(0, limits.selectOptions);
  const initial = options.filter(({ value }) => value !== undefined && chosen.includes(value));
  if (options.length === 0) return null;
  return {
    ...({ type: 'multi_static_select', action_id: actions.typeProfile, options } as const),
    ...(initial.length > 0 ? { initial_options: initial } : {}),
  };
}

function channelSelect(chosen: string): InputBlock['element'] {
  return {
    ...({ type: 'conversations_select', action_id: actions.typeProfile } as const),
    filter: { include: ['public', 'private'] },
    ...(chosen ? { initial_conversation: chosen } : {}),
  };
}
