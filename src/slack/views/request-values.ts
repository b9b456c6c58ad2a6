import { valueField } from '../ids.js';
import type { ViewState } from '../payloads.js';
import { optionOf, textOf } from '../view-state.js';

/** What was typed or chosen for the dynamic parameters of one profile, by parameter name. */
export function typedValues(state: ViewState, profileId: string): Record<string, string> {
  const prefix = valueField(profileId, '');
  const blocks = Object.keys(state).filter((block) => block.startsWith(prefix));
  const typed = (block: string) => optionOf(state, block) ?? textOf(state, block);
  return Object.fromEntries(blocks.map((block) => [block.slice(prefix.length), typed(block)]));
}
