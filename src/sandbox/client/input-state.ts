import type { Block } from '../block-kit/blocks.js';
import { elementsOf, type PlacedElement } from '../block-kit/elements-of.js';
import type { InputState } from '../workspace/view.js';
import { type ElementValue, initialValue, keptValue } from './element-value.js';

/**
 * The values of all stateful elements of these blocks. What `before` holds under the same block id and
 * action id stays and wins over initial values; a new id starts anew (bolt-js#290).
 */
export function inputState(
  blocks: readonly Block[],
  { before, channel }: { before?: InputState; channel?: string | undefined } = {},
): InputState {
  const state: InputState = new Map();
  for (const { block, element } of elementsOf(blocks)) {
    const old = before?.get(block.block_id)?.get(element.action_id);
    const value = (old && keptValue(old, element)) ?? initialValue(element, channel);
    if (value) setValue(state, { block, element }, value);
  }
  return state;
}

export function setValue(state: InputState, { block, element }: PlacedElement, value: ElementValue): void {
  const values = state.get(block.block_id) ?? new Map<string, ElementValue>();
  state.set(block.block_id, values.set(element.action_id, value));
}

export function currentValue(state: InputState, { block, element }: PlacedElement): ElementValue | undefined {
  return state.get(block.block_id)?.get(element.action_id);
}

/** The state as payloads carry it: `{values: {<block_id>: {<action_id>: value}}}`. */
export function statePayload(state: InputState): {
  values: Record<string, Record<string, ElementValue>>;
} {
  const values = [...state].map(([blockId, inner]) => [blockId, Object.fromEntries(inner)]);
  return { values: Object.fromEntries(values) };
}
