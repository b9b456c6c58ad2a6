import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { SlackDeps } from '../deps.js';
import { events } from '../ids.js';
import { wordsFor } from '../listener-failure.js';
import { showHome } from './show-home.js';

const opened = z.object({ team_id: z.string(), event: z.object({ user: z.string(), tab: z.string() }) });

/** Publishes the Home of whoever opens it. An event that Slack sends twice publishes it twice, which is harmless. */
export function listenToHome(app: App, deps: SlackDeps): void {
  app.event(events.homeOpened, async ({ body, client }) => {
    const { team_id: team, event } = opened.parse(body);
    if (event.tab !== 'home') return;
    try {
      await showHome(deps, client, { user: event.user, team }, { isOpened: true });
    } catch (err) {
      wordsFor(deps, err, { event: events.homeOpened, user: event.user });
      await deps.homes.again(event.user, deps.clock.now() + deps.homePauseMs).catch(() => undefined);
    }
  });
}
