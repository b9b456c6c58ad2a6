import type { Block } from './blocks.js';
import type { InteractiveElement } from './elements.js';

/** An element and the block it stands in, whose ids together name it. */
export interface PlacedElement {
  readonly block: Block;
  readonly element: InteractiveElement;
}

/** Everything a person can use in these blocks, in reading order. */
export function elementsOf(blocks: readonly Block[]): PlacedElement[] {
  return blocks.flatMap((block) => elementsIn(block).map((element) => ({ block, element })));
}

function elementsIn(block: Block): InteractiveElement[] {
  switch (block.type) {
    case 'section':
      return block.accessory && block.accessory.type !== 'image' ? [block.accessory] : [];
    case 'actions':
      return block.elements;
    case 'input':
      return [block.element];
    default:
      return [];
  }
}
