import type { ModalView } from '@slack/types';
import type { ProfileDraft } from '../../domain/draft.js';
import type { UserGroup } from '../directory.js';
import { callbacks } from '../ids.js';
import { modal } from '../modal.js';
import { type PolicyGroupName, policyGroups } from './policy-groups.js';
import type { GroupMemory } from './profile-memory.js';

/** The modal of one group of a profile's rules, as the draft has them. */
export function policyForm(
  draft: ProfileDraft,
  name: PolicyGroupName,
  groups: readonly UserGroup[],
): ModalView {
  const { title, blocks } = policyGroups[name];
  const memory: GroupMemory = { draft: draft.id, group: name };
  return modal(callbacks.policyGroup, title, blocks(draft.rules, { groups }), { submit: 'Save', memory });
}

/** The group that a button or a modal names, or null: it is of another version. */
export function policyGroupOf(name: string | undefined): PolicyGroupName | null {
  return name !== undefined && isGroup(name) ? name : null;
}

function isGroup(name: string): name is PolicyGroupName {
  return Object.hasOwn(policyGroups, name);
}
