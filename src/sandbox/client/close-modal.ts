import { viewClosedPayload } from '../payloads/interaction-payloads.js';
import { closeAll, closeView, modalStack } from '../workspace/screens.js';
import type { ModalView } from '../workspace/view.js';
import type { User } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { done, failed, type Outcome } from './outcome.js';
import { sendInteraction } from './send-interaction.js';

/**
 * Closes the top modal by its Cancel button, or with `all` the whole stack by its X. The app hears of it when
 * the view wants that (`notify_on_close`); what it answers changes nothing any more.
 */
export async function closeModal(world: World, user: User, how: { all: boolean }): Promise<Outcome> {
  const stack = modalStack(world, user.id);
  const [root] = stack;
  const top = stack.at(-1);
  if (!root || !top) return failed(`${user.name} has no modal open`);
  const isCleared = how.all || top.content.clear_on_close;
  if (isCleared) closeAll(world, user.id);
  else closeView(world, top);
  return tellClosed(world, user, isCleared ? root : top, isCleared);
}

async function tellClosed(world: World, user: User, view: ModalView, isCleared: boolean): Promise<Outcome> {
  if (!view.content.notify_on_close) return done;
  await sendInteraction(world, () => viewClosedPayload(world, user, view, isCleared));
  return done;
}
