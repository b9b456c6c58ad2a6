import type { Option } from '../block-kit/composition.js';
import type { PlacedElement } from '../block-kit/elements-of.js';
import { offeredOptions } from '../block-kit/menus.js';
import { clickTarget } from '../client/click.js';
import type { Clickable } from '../client/clickables.js';
import type { ElementValue } from '../client/element-value.js';
import { enterValue, type Given } from '../client/enter-value.js';
import { applyValue } from '../client/fill-fields.js';
import { failed, type Outcome } from '../client/outcome.js';
import { placedElements, type Surface } from '../client/surface.js';
import type { VisibleMessage } from '../client/visible-messages.js';
import { modalStack } from '../workspace/screens.js';
import type { User } from '../workspace/workspace.js';
import type { World } from '../world.js';

/** One element, by its ids: in the visible modal or the App Home (`view_id`), or in a message. */
export interface Exact {
  readonly view_id?: string | undefined;
  readonly block_id: string;
  readonly action_id: string;
}

/** Clicks a button, or one option of an overflow menu, of checkboxes or of radio buttons (by its value). */
export async function clickExactly(
  world: World,
  user: User,
  aim: Exact & { option?: string | undefined; on?: VisibleMessage | undefined },
): Promise<Outcome> {
  const found = findExactly(world, user, aim);
  if (!found) return failed(notThere);
  const target = clickableOf(found, aim.option);
  return target
    ? clickTarget(world, user, target)
    : failed(`${found.placed.element.type} has no such option`);
}

/** Puts a value into a field; menus of options take the options' values. */
export async function enterExactly(
  world: World,
  user: User,
  aim: Exact & { value: Given; enter: boolean; on?: VisibleMessage | undefined },
): Promise<Outcome> {
  const found = findExactly(world, user, aim);
  if (!found) return failed(notThere);
  const { placed, surface } = found;
  const chosen = chosenOptions(placed, aim.value);
  const entered = chosen
    ? { ok: true as const, value: chosen }
    : enterValue(world, { user, element: placed.element }, aim.value);
  if (!entered.ok) return failed(entered.error);
  return applyValue(world, { user, surface, enter: aim.enter }, placed, entered.value);
}

const notThere = 'that element is not on the screen any more';

interface Found {
  readonly surface: Surface;
  readonly placed: PlacedElement;
}

function findExactly(
  world: World,
  user: User,
  aim: Exact & { on?: VisibleMessage | undefined },
): Found | undefined {
  const surface = surfaceOf(world, user, aim);
  const placed =
    surface &&
    placedElements(surface).find(
      ({ block, element }) => block.block_id === aim.block_id && element.action_id === aim.action_id,
    );
  return surface && placed && { surface, placed };
}

function surfaceOf(
  world: World,
  user: User,
  { view_id, on }: { view_id?: string | undefined; on?: VisibleMessage | undefined },
): Surface | undefined {
  if (on) return { kind: 'message', ...on };
  const shown = [modalStack(world, user.id).at(-1), world.workspace.homes.get(user.id)];
  const view = shown.find((each) => each?.id === view_id);
  return view && { kind: 'view', view };
}

function clickableOf({ surface, placed }: Found, value: string | undefined): Clickable | undefined {
  const { element } = placed;
  if (element.type === 'button') return { kind: 'button', surface, placed };
  if (element.type !== 'overflow' && element.type !== 'checkboxes' && element.type !== 'radio_buttons') {
    return undefined;
  }
  const options: readonly Option[] = element.options;
  const option = options.find((each) => each.value === value);
  return option && { kind: 'option', surface, placed, option };
}

/** The value of a menu of options from the options' values; undefined for other elements or values not offered. */
function chosenOptions({ element }: PlacedElement, given: Given): ElementValue | undefined {
  const values = given === null ? [] : typeof given === 'string' ? [given] : given;
  if (!Array.isArray(values)) return undefined;
  if (element.type !== 'static_select' && element.type !== 'multi_static_select') return undefined;
  const options = offeredOptions(element);
  const chosen = values.flatMap((value) => options.filter((option) => option.value === value));
  if (chosen.length !== values.length) return undefined;
  return element.type === 'static_select'
    ? { type: element.type, selected_option: chosen[0] ?? null }
    : { type: element.type, selected_options: chosen };
}
