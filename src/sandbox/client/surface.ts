import type { Block } from '../block-kit/blocks.js';
import { elementsOf, type PlacedElement } from '../block-kit/elements-of.js';
import type { InputState, View } from '../workspace/view.js';
import type { Channel, Message } from '../workspace/workspace.js';
import { inputState } from './input-state.js';

/** Where blocks are shown and used: a view (a modal or the App Home), or a message. */
export type Surface =
  | { readonly kind: 'view'; readonly view: View }
  | { readonly kind: 'message'; readonly channel: Channel; readonly message: Message };

export function blocksOf(surface: Surface): readonly Block[] {
  return surface.kind === 'view' ? surface.view.content.blocks : surface.message.blocks;
}

export function placedElements(surface: Surface): PlacedElement[] {
  return elementsOf(blocksOf(surface));
}

/** What is entered on the surface now. Messages forget what was chosen once it was sent. */
export function stateOf(surface: Surface): InputState {
  return surface.kind === 'view' ? surface.view.state : inputState(surface.message.blocks);
}

/** The surface in words, for people who have to tell two of them apart. */
export function surfaceName(surface: Surface): string {
  if (surface.kind === 'message') {
    return `the message ${surface.message.ts} in ${shownName(surface.channel)}`;
  }
  const { content } = surface.view;
  return content.type === 'modal' ? `the modal "${content.title.text}"` : 'the App Home';
}

export function shownName(channel: Channel): string {
  return channel.kind === 'im' ? channel.name : `#${channel.name}`;
}
