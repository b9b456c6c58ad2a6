import type { WebClient } from '@slack/web-api';
import type { Config } from '../config.js';
import type { Log } from '../log.js';
import type { Stores } from '../redis/open-stores.js';
import { createProfileNotifier } from '../slack/profile-notifier.js';
import type { AnnounceQueue, Clock, IssueQueue, ProfileNewsWake } from '../workflow/ports.js';
import { type TendProfilesDeps, tendProfile } from '../workflow/tend-profiles.js';
import type { Closing } from './closing.js';

type Parts = {
  readonly config: Config;
  readonly stores: Stores;
  readonly slack: WebClient;
  readonly clock: Clock;
  readonly log: Log;
  readonly issueQueue: IssueQueue;
  readonly announceQueue: AnnounceQueue;
  readonly closing: Closing;
};

/** What is done for profiles after a save: values hidden, requests brought along, news told. */
export function profileTending(parts: Omit<Parts, 'closing'>): TendProfilesDeps {
  const { config, stores, slack, ...rest } = parts;
  const profileNotifier = createProfileNotifier(slack);
  return { ...stores, ...rest, profileNotifier, lockMs: config.timings.leaseMs };
}

/** Tends a profile in this process as soon as it was saved; what fails is found again by the schedule. */
export function profileWake(parts: Parts): ProfileNewsWake {
  const deps = profileTending(parts);
  const running = new Set<Promise<void>>();
  parts.closing.add('profile news', async () => void (await Promise.allSettled(running)));
  return {
    wake(profileId) {
      const tending = tendProfile(deps, profileId).catch((err: unknown) => {
        parts.log.warn({ profileId, err }, 'profile not tended yet');
      });
      running.add(tending);
      void tending.finally(() => running.delete(tending));
    },
  };
}
