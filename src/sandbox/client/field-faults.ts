import type { InputBlock } from '../block-kit/blocks.js';
import { limits } from '../block-kit/limits.js';
import type { ModalView } from '../workspace/view.js';
import { type ElementValue, isEmptyValue } from './element-value.js';
import { currentValue } from './input-state.js';

/** What the client itself finds wrong with a modal's fields before it sends anything, by block id. */
export function fieldFaults(view: ModalView): Map<string, string> {
  const faults = new Map<string, string>();
  for (const block of view.content.blocks) {
    if (block.type !== 'input') continue;
    const fault = fieldFault(block, currentValue(view.state, { block, element: block.element }));
    if (fault !== undefined) faults.set(block.block_id, fault);
  }
  return faults;
}

function fieldFault(block: InputBlock, value: ElementValue | undefined): string | undefined {
  if (!value || isEmptyValue(value)) {
    return block.optional ? undefined : 'Please complete this required field.';
  }
  const { element } = block;
  if (element.type === 'plain_text_input' && value.type === 'plain_text_input') {
    return lengthFault(value.value ?? '', element.min_length ?? 0, element.max_length);
  }
  if (element.type === 'number_input' && value.type === 'number_input') {
    return numberFault(value.value ?? '', element);
  }
  return undefined;
}

function lengthFault(
  text: string,
  min: number,
  max: number = limits.plainTextInput.length,
): string | undefined {
  if (text.length < min) return `Please enter at least ${min} characters.`;
  return text.length > max ? `Please enter no more than ${max} characters.` : undefined;
}

function numberFault(
  text: string,
  range: {
    is_decimal_allowed: boolean;
    min_value?: string | undefined;
    max_value?: string | undefined;
  },
): string | undefined {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return 'Please enter a number.';
  if (!range.is_decimal_allowed && text.includes('.')) return 'Please enter a whole number.';
  if (Number(text) < Number(range.min_value ?? -Infinity)) return `Must be at least ${range.min_value}.`;
  if (Number(text) > Number(range.max_value ?? Infinity)) return `Must be at most ${range.max_value}.`;
  return undefined;
}
