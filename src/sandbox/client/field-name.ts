import type { AnyText } from '../block-kit/composition.js';
import type { PlacedElement } from '../block-kit/elements-of.js';

/** A text as it is read on the screen: mrkdwn without its signs, entities as the characters they mean. */
export function visibleText(text: AnyText): string {
  if (text.type === 'plain_text') return text.text;
  return text.text
    .replace(/([*_~`])(\S(?:[^\n]*?\S)?)\1/g, '$2')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

/**
 * What a person calls a field: an input by its label, an element beside or among other blocks by its
 * placeholder or by the text it stands beside. The first is the one that is shown.
 */
export function fieldNames({ block, element }: PlacedElement): string[] {
  if (block.type === 'input') return [block.label.text];
  const placeholder = 'placeholder' in element && element.placeholder ? [element.placeholder.text] : [];
  const beside = block.type === 'section' && block.text ? [visibleText(block.text), block.text.text] : [];
  return [...placeholder, ...beside];
}
