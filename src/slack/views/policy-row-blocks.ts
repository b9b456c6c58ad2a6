import type { ProfileRules } from '../../domain/draft.js';
import { type Blocks, button, section } from '../blocks.js';
import { actions } from '../ids.js';
import { ruleWords } from '../render/rule-words.js';
import { policyGroupNames, policyGroups } from './policy-groups.js';

/** The rules of a profile in the profile form: a line for each group, with the button that opens its modal. */
export function policyRowBlocks(rules: ProfileRules): Blocks {
  const words = ruleWords(rules);
  return policyGroupNames.map((name) => {
    const { title } = policyGroups[name];
    const accessory = button(title, actions.openPolicyGroup, name);
    return { ...section(`*${title}*\n${words[name]}`, `profile.rules:${name}`), accessory };
  });
}
