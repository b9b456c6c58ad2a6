import type { Block } from '../../block-kit/blocks.js';

/** An element in its block, and how it is called there. */
export interface Placed<Element> {
  readonly block: Block;
  readonly element: Element;
  /** What it is called where no label is visible. */
  readonly name?: string | undefined;
  /** The ids of its label and of what describes it. */
  readonly labelledBy?: string | undefined;
  readonly describedBy?: string | undefined;
  readonly isRequired?: boolean;
  readonly isInvalid?: boolean;
}

/** The ids an element is used by. */
export function idsOf({ block, element }: { block: Block; element: { action_id: string } }) {
  return { block_id: block.block_id, action_id: element.action_id };
}

/** A mark on what can have the focus, by which it is found again when its view comes back. */
export function markOf(at: { block_id: string; action_id: string }): string {
  return `${at.block_id} ${at.action_id}`;
}
