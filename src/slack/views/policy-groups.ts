import { policyDeciding } from './policy-deciding.js';
import { policyKeys } from './policy-keys.js';
import { policyNames } from './policy-names.js';
import { policyRequesters } from './policy-requesters.js';
import { policyTimes } from './policy-times.js';

/** The groups of a profile's rules, in the order in which the form shows them. */
export const policyGroups = {
  names: policyNames,
  keys: policyKeys,
  requesters: policyRequesters,
  deciding: policyDeciding,
  times: policyTimes,
} as const;
export type PolicyGroupName = keyof typeof policyGroups;

export const policyGroupNames = ['names', 'keys', 'requesters', 'deciding', 'times'] as const;
