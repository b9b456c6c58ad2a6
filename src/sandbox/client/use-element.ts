import { blockActionsPayload, type Use } from '../payloads/block-actions-payload.js';
import type { InputState } from '../workspace/view.js';
import type { User } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { done, type Outcome } from './outcome.js';
import { notify, sendInteraction } from './send-interaction.js';
import type { Surface } from './surface.js';

/** Tells the app that a person used an element; when it does not get through, the person sees that there. */
export async function useElement(
  world: World,
  from: { user: User; surface: Surface; state?: InputState },
  use: Use,
): Promise<Outcome> {
  const sent = await sendInteraction(world, () => blockActionsPayload(world, from, use));
  const { surface, user } = from;
  if (sent.ok) {
    if (surface.kind === 'view') surface.view.error = undefined;
    return done;
  }
  if (surface.kind === 'view') surface.view.error = sent.error;
  else notify(world, user.id, sent.error);
  return sent;
}
