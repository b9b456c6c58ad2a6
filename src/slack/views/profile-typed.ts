import type { ProfileDraft, TypedProfile } from '../../domain/draft.js';
import { type DraftDeps, readProfileDraft, typeProfile } from '../../workflow/profile-draft.js';
import { fields } from '../ids.js';
import type { ActionPayload, ViewPayload } from '../payloads.js';
import { channelOf, groupsOf, optionOf, textOf, usersOf } from '../view-state.js';
import { readDraftMemory } from './profile-memory.js';

/** The block of an input of the profile form, whichever draft the form is of. */
export function formBlock(view: Pick<ViewPayload, 'blocks'>, field: string): string {
  const found = view.blocks.find(({ block_id }) => block_id === field || block_id.startsWith(`${field}~`));
  return found?.block_id ?? field;
}

/** What stands in the fields of the profile form. User groups that the form does not offer stay as they are. */
export function typedIn(view: ViewPayload, before: TypedProfile): TypedProfile {
  const { values } = view.state;
  const block = (field: string) => formBlock(view, field);
  const groups = block(fields.approverGroups);
  return {
    name: textOf(values, block(fields.profileName)),
    description: textOf(values, block(fields.description)),
    scriptName: optionOf(values, block(fields.script)) ?? '',
    approvers: {
      users: [...usersOf(values, block(fields.approverUsers))],
      groups: Object.hasOwn(values, groups) ? [...groupsOf(values, groups)] : before.approvers.groups,
    },
    approvalsRequired: textOf(values, block(fields.approvalsRequired)),
    channel: channelOf(values, block(fields.channel)) ?? '',
  };
}

/** Keeps what stands in the profile form with anything that happens in it. Null: the draft is gone. */
export async function keepTyped(
  deps: DraftDeps,
  { view, user, actions }: Pick<ActionPayload, 'view' | 'user' | 'actions'>,
): Promise<ProfileDraft | null> {
  const owner = { ...readDraftMemory(view), user: user.id };
  const draft = await readProfileDraft(deps, owner);
  if (!draft || !view) return null;
  const at = Number(actions[0]?.action_ts ?? 0) * 1000;
  return typeProfile(deps, owner, { typed: typedIn(view, draft.typed), at });
}
