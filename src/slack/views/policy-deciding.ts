import { type Policy, policySchema } from '../../domain/policy.js';
import { ruleField } from '../ids.js';
import { optionOf } from '../view-state.js';
import type { PolicyGroup } from './policy-group.js';
import { boxesInput, choiceInput } from './policy-inputs.js';
import { policyReader } from './policy-reader.js';

const reasonChoices = { request: 'Requesting', approve: 'Approving', deny: 'Denying' } as const;
const glass = { breakGlass: 'An admin may approve alone, with a reason, loudly' } as const;
const places = {
  'profile-channel': "The profile's channel",
  'command-channel': 'The channel where it was asked for',
  'direct-message': "The profile's channel; the result to the requester alone",
} as const satisfies Record<Policy['place'], string>;

const kinds = ['request', 'approve', 'deny'] as const;

/** What a decision takes, and where it is made. */
export const policyDeciding: PolicyGroup = {
  title: 'Deciding',
  blocks: ({ policy: { reasons, breakGlass, place } }) => [
    boxesInput('reasons', 'A reason is needed for', {
      choices: reasonChoices,
      ticked: kinds.filter((kind) => reasons[kind] === 'mandatory'),
    }),
    boxesInput('breakGlass', 'Break glass', { choices: glass, ticked: breakGlass ? ['breakGlass'] : [] }),
    choiceInput('place', 'Where requests are posted', { choices: places, chosen: place }),
  ],
  read(rules, state) {
    const reader = policyReader(state);
    const ticked = reader.ticked('reasons');
    const need = (kind: (typeof kinds)[number]) => (ticked.includes(kind) ? 'mandatory' : 'optional');
    const place = policySchema.shape.place.safeParse(optionOf(state, ruleField('place')));
    const policy = {
      ...rules.policy,
      reasons: { request: need('request'), approve: need('approve'), deny: need('deny') } as const,
      breakGlass: reader.ticked('breakGlass').includes('breakGlass'),
      place: place.data ?? rules.policy.place,
    };
    return reader.done({ ...rules, policy });
  },
};
