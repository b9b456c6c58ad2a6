import type { InputBlock } from '@slack/types';
import type { Roster } from '../../domain/person.js';
import { input, option } from '../blocks.js';
import type { UserGroup } from '../directory.js';
import { ruleField } from '../ids.js';
import { limits } from '../limits.js';
import { groupsOf, optionOf, usersOf } from '../view-state.js';
import type { PolicyGroup } from './policy-group.js';
import { choiceInput } from './policy-inputs.js';
import { policyReader } from './policy-reader.js';

const choices = { all: 'Every member of this workspace', listed: 'Only these people and groups' } as const;

/** Who may request by a profile. */
export const policyRequesters: PolicyGroup = {
  title: 'Who may request',
  blocks: ({ policy: { requesters } }, { groups }) => [
    choiceInput('requesters', 'Who', { choices, chosen: requesters ? 'listed' : 'all' }),
    usersInput(requesters),
    ...(groups.length > 0 ? [groupsInput(requesters, groups)] : []),
  ],
  read(rules, state) {
    const reader = policyReader(state);
    const listed = {
      users: usersOf(state, ruleField('requesterUsers')),
      groups: groupsOf(state, ruleField('requesterGroups')),
    };
    const isListed = optionOf(state, ruleField('requesters')) === 'listed';
    if (isListed && listed.users.length + listed.groups.length === 0) {
      reader.fault('requesterUsers', 'Choose at least one person or user group, or every member above.');
    }
    return reader.done({ ...rules, policy: { ...rules.policy, requesters: isListed ? listed : null } });
  },
};

function usersInput(requesters: Roster | null): InputBlock {
  const users = requesters?.users ?? [];
  return input(
    ruleField('requesterUsers'),
    'Requesters',
    {
      ...({ type: 'multi_users_select', action_id: ruleField('requesterUsers') } as const),
      ...(users.length > 0 ? { initial_users: [...users] } : {}),
    },
    { optional: true, hint: 'Guests may request only when they are named here.' },
  );
}

function groupsInput(requesters: Roster | null, groups: readonly UserGroup[]): InputBlock {
  const options = groups.slice(0, limits.selectOptions).map(({ id, handle }) => option(`@${handle}`, id));
  const chosen = options.filter(({ value }) => value && requesters?.groups.includes(value));
  return input(
    ruleField('requesterGroups'),
    'Requester groups',
    {
      ...({ type: 'multi_static_select', action_id: ruleField('requesterGroups'), options } as const),
      ...(chosen.length > 0 ? { initial_options: chosen } : {}),
    },
    { optional: true },
  );
}
