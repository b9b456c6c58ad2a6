import type { World } from '../world.js';
import { newId, newSecret } from './new-id.js';
import type { Trigger } from './trigger.js';

/** A trigger lives 3 s and opens one view (docs.slack.dev/interactivity/handling-user-interaction). */
export const triggerLife = 3000;

export type TriggerError = 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id';

/** A new trigger id for what this user just did. */
export function newTrigger(
  world: World,
  user: string,
  from: { viewId?: string | undefined; channel?: string | undefined } = {},
): string {
  const id = `${Date.now()}.${newId('').slice(0, 8)}.${newSecret().slice(0, 32)}`;
  const { viewId, channel } = from;
  world.triggers.set(id, { user, sentAt: world.clock.now(), channel, viewId, used: false });
  return id;
}

/** The trigger if it can still open a view; it is not used up yet, so that a refused view costs nothing. */
export function usableTrigger(world: World, id: string): Trigger | TriggerError {
  const trigger = world.triggers.get(id);
  if (!trigger) return 'invalid_trigger_id';
  if (trigger.used) return 'exchanged_trigger_id';
  if (world.clock.now() - trigger.sentAt > world.clock.span(triggerLife)) return 'expired_trigger_id';
  return trigger;
}
