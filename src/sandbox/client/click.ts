import { isDeepStrictEqual } from 'node:util';
import type { User } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { type Aim, type Clickable, clickables } from './clickables.js';
import { closeModal } from './close-modal.js';
import type { ElementValue } from './element-value.js';
import { applyValue } from './fill-fields.js';
import { currentValue } from './input-state.js';
import { failed, type Outcome } from './outcome.js';
import { submitModal } from './submit-modal.js';
import { stateOf, surfaceName } from './surface.js';
import { useElement } from './use-element.js';

/**
 * Clicks what carries this label: a button, an option of an overflow menu, a checkbox, a radio button, or the
 * modal's own submit and close. Confirm dialogs are accepted. Nothing, or more than one, is an error.
 */
export async function click(world: World, user: User, aim: Aim): Promise<Outcome> {
  const found = clickables(world, user, aim);
  const [target] = found;
  if (!target) return failed(`nothing called "${aim.label}" can be clicked by ${user.name}`);
  if (found.length > 1) {
    const places = found.map(({ surface }) => surfaceName(surface)).join('; ');
    return failed(`${found.length} things are called "${aim.label}": ${places}`);
  }
  return clickTarget(world, user, target);
}

/** Clicks this one thing. */
export function clickTarget(world: World, user: User, target: Clickable): Promise<Outcome> {
  switch (target.kind) {
    case 'submit':
      return submitModal(world, user);
    case 'close':
      return closeModal(world, user, { all: false });
    case 'button':
      return useElement(world, { user, surface: target.surface }, { placed: target.placed });
    case 'option':
      return clickOption(world, user, target);
  }
}

async function clickOption(
  world: World,
  user: User,
  target: Extract<Clickable, { kind: 'option' }>,
): Promise<Outcome> {
  const { surface, placed, option } = target;
  const { element } = placed;
  if (element.type === 'overflow')
    return useElement(world, { user, surface }, { placed, chosen: { ...option } });
  const value = toggled(currentValue(stateOf(surface), placed), option, element.type);
  return applyValue(world, { user, surface, enter: false }, placed, value);
}

function toggled(
  before: ElementValue | undefined,
  option: Extract<Clickable, { kind: 'option' }>['option'],
  type: string,
): ElementValue {
  if (type === 'radio_buttons') return { type: 'radio_buttons', selected_option: option };
  const chosen = before?.type === 'checkboxes' ? before.selected_options : [];
  const others = chosen.filter((each) => !isDeepStrictEqual(each, option));
  const selected_options = others.length < chosen.length ? others : [...chosen, option];
  return { type: 'checkboxes', selected_options };
}
