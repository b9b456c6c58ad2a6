import type { Envelope } from '../delivery/delivery.js';
import { noteActivity } from '../workspace/post-message.js';
import type { World } from '../world.js';
import { failed, type Outcome } from './outcome.js';

/** What the app acknowledged with, or what the person is told. */
export type Sent =
  | { readonly ok: true; readonly payload: unknown }
  | (Extract<Outcome, { ok: false }> & {
      readonly reason: 'dispatch_failed' | 'operation_timeout' | 'not_sent';
    });

/** Sends something to the app and says what the person sees when it does not get through. */
export async function send(world: World, envelope: Envelope): Promise<Sent> {
  const outcome = await world.delivery.deliver(envelope);
  noteActivity(world);
  switch (outcome.kind) {
    case 'acknowledged':
      return { ok: true, payload: outcome.payload };
    case 'unreachable':
      return { ...failed('The app did not respond (dispatch_failed).'), reason: 'dispatch_failed' };
    case 'refused':
      return {
        ...failed(`The app answered with HTTP status ${outcome.status} (dispatch_failed).`),
        reason: 'dispatch_failed',
      };
    case 'timed-out':
      return {
        ...failed('The app did not respond in time (operation_timeout).'),
        reason: 'operation_timeout',
      };
  }
}

/** Sends an interaction; nothing leaves when the app's manifest has interactivity off. */
export async function sendInteraction(
  world: World,
  payload: () => Record<string, unknown>,
  accepts = false,
): Promise<Sent> {
  if (!world.manifest.settings.interactivity.is_enabled) {
    return { ...failed('This app is not set up for interactivity.'), reason: 'not_sent' };
  }
  return send(world, { type: 'interactive', accepts, payload: payload() });
}

/** Tells a person what no channel and no modal can show. */
export function notify(world: World, user: string, text: string): void {
  world.workspace.notices.push({ user, text, at: world.clock.now() });
  noteActivity(world);
}
