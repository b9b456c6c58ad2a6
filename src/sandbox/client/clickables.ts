import type { Option } from '../block-kit/composition.js';
import type { PlacedElement } from '../block-kit/elements-of.js';
import { modalStack } from '../workspace/screens.js';
import type { User } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { visibleText } from './field-name.js';
import { placedElements, type Surface } from './surface.js';
import { visibleMessages } from './visible-messages.js';

/** Something that can be clicked, by the words that are on it. */
export type Clickable =
  | { readonly kind: 'button'; readonly surface: Surface; readonly placed: PlacedElement }
  | {
      readonly kind: 'option';
      readonly surface: Surface;
      readonly placed: PlacedElement;
      readonly option: Option;
    }
  | { readonly kind: 'submit' | 'close'; readonly surface: Surface };

/** The words to click, and where, when they stand in several places. */
export interface Aim {
  readonly label: string;
  readonly channel?: string | undefined;
  readonly ts?: string | undefined;
}

/**
 * What carries this label where the user looks: first in the top modal, unless a channel or a message is meant;
 * then in the App Home and in every message the user can see.
 */
export function clickables(world: World, user: User, aim: Aim): Clickable[] {
  const isElsewhere = aim.channel !== undefined || aim.ts !== undefined;
  const modal = modalStack(world, user.id).at(-1);
  const inModal = modal && !isElsewhere ? labelled({ kind: 'view', view: modal }, aim.label) : [];
  if (inModal.length > 0) return inModal;
  const home = world.workspace.homes.get(user.id);
  const inHome = home && !isElsewhere ? labelled({ kind: 'view', view: home }, aim.label) : [];
  const messages = visibleMessages(world, user).filter(
    ({ channel, message }) =>
      (aim.channel === undefined || channel.id === aim.channel) &&
      (aim.ts === undefined || message.ts === aim.ts),
  );
  const inMessages = messages.flatMap((shown) => labelled({ kind: 'message', ...shown }, aim.label));
  return [...inHome, ...inMessages];
}

function labelled(surface: Surface, label: string): Clickable[] {
  const inBlocks = placedElements(surface).flatMap((placed) => labelledParts(surface, placed, label));
  return [...inBlocks, ...labelledFrame(surface, label)];
}

function labelledParts(surface: Surface, placed: PlacedElement, label: string): Clickable[] {
  const { element } = placed;
  if (element.type === 'button') {
    return element.text.text === label ? [{ kind: 'button', surface, placed }] : [];
  }
  const hasVisibleOptions =
    element.type === 'overflow' || element.type === 'checkboxes' || element.type === 'radio_buttons';
  if (!hasVisibleOptions) return [];
  const options: readonly Option[] = element.options;
  return options
    .filter((option) => visibleText(option.text) === label)
    .map((option) => ({ kind: 'option', surface, placed, option }));
}

/** The buttons of the modal itself. */
function labelledFrame(surface: Surface, label: string): Clickable[] {
  if (surface.kind !== 'view' || surface.view.content.type !== 'modal') return [];
  const { submit, close } = surface.view.content;
  return [
    ...(submit?.text === label ? [{ kind: 'submit' as const, surface }] : []),
    ...((close?.text ?? 'Cancel') === label ? [{ kind: 'close' as const, surface }] : []),
  ];
}
