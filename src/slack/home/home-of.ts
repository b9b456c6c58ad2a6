import type { WebClient } from '@slack/web-api';
import type { SlackDeps } from '../deps.js';
import { type ActionPayload, personOf } from '../payloads.js';
import { showHome } from './show-home.js';

/** What somebody who did something on their Home gets to see there: why it did not work, or what came of it. */
export type UsedHome = {
  /** mrkdwn of ours, above everything else. */
  tell(notice: string): Promise<void>;
  /** Publishes the Home anew, unless something was told. */
  refresh(): Promise<void>;
};

export function homeOf(deps: SlackDeps, client: WebClient, payload: ActionPayload): UsedHome {
  const person = personOf(payload);
  let isTold = false;
  return {
    async tell(notice) {
      isTold = true;
      await showHome(deps, client, person, { notice });
    },
    async refresh() {
      if (isTold) return;
      try {
        await showHome(deps, client, person);
      } catch (err) {
        // What was done is done: a Home that lags behind is no failure of it.
        deps.log.warn({ user: person.user, err }, 'home not published, it is tried again');
        await deps.homes.again(person.user, deps.clock.now() + deps.homePauseMs);
      }
    },
  };
}
