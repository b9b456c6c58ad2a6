import { eventPayload } from '../payloads/interaction-payloads.js';
import { viewPayload } from '../payloads/view-payload.js';
import { directMessages } from '../workspace/find.js';
import type { User } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { done, failed, type Outcome } from './outcome.js';
import { send } from './send-interaction.js';

/** Opens the app's Home; an app that subscribed to app_home_opened hears of it, each time. */
export async function openHome(world: World, user: User): Promise<Outcome> {
  if (!world.manifest.features.app_home.home_tab_enabled) {
    return failed('the app has no Home tab (home_tab_enabled in its manifest)');
  }
  if (!world.manifest.settings.event_subscriptions.bot_events.includes('app_home_opened')) return done;
  const home = world.workspace.homes.get(user.id);
  const event = {
    type: 'app_home_opened',
    user: user.id,
    channel: directMessages(world.workspace, user.id)?.id,
    tab: 'home',
    ...(home ? { view: viewPayload(world, home, home.state) } : {}),
  };
  const sent = await send(world, {
    type: 'events_api',
    accepts: false,
    payload: eventPayload(world, event),
  });
  // Nobody sees that an event did not get through; the Home just stays as it was.
  return sent.ok ? done : failed(`app_home_opened was not acknowledged: ${sent.error}`);
}
