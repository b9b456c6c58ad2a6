import type { PlacedElement } from '../block-kit/elements-of.js';
import { noteActivity } from '../workspace/post-message.js';
import { modalStack } from '../workspace/screens.js';
import type { User } from '../workspace/workspace.js';
import type { World } from '../world.js';
import type { ElementValue } from './element-value.js';
import { enterValue, type Given } from './enter-value.js';
import { fieldNames } from './field-name.js';
import { currentValue, setValue } from './input-state.js';
import { done, failed, type Outcome } from './outcome.js';
import { settle } from './settle.js';
import { placedElements, type Surface, stateOf, surfaceName } from './surface.js';
import { useElement } from './use-element.js';
import { valueSteps } from './value-steps.js';

/** What one person enters, by labels. */
export interface Filling {
  readonly user: User;
  readonly values: Readonly<Record<string, Given>>;
  /** Presses Enter in each text field after it was filled. */
  readonly enter: boolean;
  /** A message whose menus are meant, instead of the top modal. */
  readonly message?: Surface | undefined;
}

/**
 * Fills fields by their labels, one after the other, on the surface that is visible when each one's turn
 * comes: what dispatches may change the view in between. Stops at the first that cannot be filled.
 */
export async function fillFields(world: World, filling: Filling): Promise<Outcome> {
  for (const [label, given] of Object.entries(filling.values)) {
    const surface = filling.message ?? topSurface(world, filling.user);
    if (!surface) return failed(`${filling.user.name} has no modal open`);
    const outcome = await fillField(world, { ...filling, surface }, label, given);
    if (!outcome.ok) return outcome;
  }
  return done;
}

/** The visible modal, or the App Home when none is open. */
export function topSurface(world: World, user: User): Surface | undefined {
  const view = modalStack(world, user.id).at(-1) ?? world.workspace.homes.get(user.id);
  return view && { kind: 'view', view };
}

interface Turn extends Filling {
  readonly surface: Surface;
}

async function fillField(world: World, turn: Turn, label: string, given: Given): Promise<Outcome> {
  const named = placedElements(turn.surface).filter(
    (placed) => isStateful(placed) && fieldNames(placed).includes(label),
  );
  const [placed] = named;
  if (!placed || named.length > 1) {
    const where = surfaceName(turn.surface);
    return failed(
      placed
        ? `${named.length} fields are called "${label}" in ${where}`
        : `no field is called "${label}" in ${where}; there are: ${allNames(turn.surface)}`,
    );
  }
  const entered = enterValue(world, { user: turn.user, element: placed.element }, given);
  if (!entered.ok) return failed(`"${label}" ${entered.error}`);
  return applyValue(world, turn, placed, entered.value);
}

/** Puts a value in, telling the app of each step when the block dispatches. */
export async function applyValue(
  world: World,
  turn: Pick<Turn, 'surface' | 'user' | 'enter'>,
  placed: PlacedElement,
  value: ElementValue,
): Promise<Outcome> {
  const { surface, user } = turn;
  const state = stateOf(surface);
  const steps = valueSteps(currentValue(state, placed), value);
  if (surface.kind === 'view') surface.view.fieldErrors.delete(placed.block.block_id);
  for (const step of dispatches(placed, turn.enter) ? steps : []) {
    // What the app made of the step before may be another state of the view.
    const current = surface.kind === 'view' ? surface.view.state : state;
    setValue(current, placed, step);
    const outcome = await useElement(world, { user, surface, state: current }, { placed, value: step });
    if (!outcome.ok) return outcome;
    await settle(world, user);
  }
  if (!dispatches(placed, turn.enter)) setValue(state, placed, value);
  noteActivity(world);
  return done;
}

function dispatches({ block, element }: PlacedElement, enter: boolean): boolean {
  if (block.type !== 'input') return true;
  if (block.dispatch_action !== true) return false;
  if (element.type !== 'plain_text_input' && element.type !== 'number_input') return true;
  const on = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  return on.includes('on_character_entered') || (enter && on.includes('on_enter_pressed'));
}

function isStateful({ element }: PlacedElement): boolean {
  return element.type !== 'button' && element.type !== 'overflow';
}

function allNames(surface: Surface): string {
  const names = placedElements(surface)
    .filter(isStateful)
    .flatMap((placed) => fieldNames(placed).slice(0, 1));
  return names.map((name) => `"${name}"`).join(', ') || 'none';
}
