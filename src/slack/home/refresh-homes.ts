import type { WebClient } from '@slack/web-api';
import { WebAPIRateLimitedError } from '@slack/web-api';
import { type HomeDeps, refreshHome } from './show-home.js';

/** How many Homes one look publishes: with a look a second it stays within views.publish's 100 a minute (Tier 4). */
const MOST_AT_ONCE = 2;

/**
 * Publishes the Homes that are due, a few at a time. One that Slack does not take is due again later, as long as
 * its person looks at it.
 */
export async function refreshHomes(deps: HomeDeps, client: WebClient): Promise<void> {
  for (const user of await deps.homes.take(deps.clock.now(), MOST_AT_ONCE)) {
    try {
      await refreshHome(deps, client, user);
    } catch (err) {
      const waitMs = err instanceof WebAPIRateLimitedError ? err.retryAfter * 1000 : deps.homePauseMs;
      deps.log.warn({ user, waitMs, err }, 'home not published, it is tried again');
      await deps.homes.again(user, deps.clock.now() + waitMs);
    }
  }
}
