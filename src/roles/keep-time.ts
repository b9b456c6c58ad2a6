import { startSchedule } from '../queue/start-schedule.js';
import { claimTurn } from '../redis/claim-turn.js';
import { expireRequests } from '../workflow/expire-requests.js';
import type { Directory } from '../workflow/ports.js';
import { checkVoters, remindApprovers } from '../workflow/remind-approvers.js';
import type { Foundation } from './foundation.js';

/** Acts on times that are over, in every process: the times are in the store, so that none is lost by a restart. */
export function startExpiring(foundation: Foundation): void {
  const { config, log, closing, stores } = foundation;
  const expiring = startSchedule({
    ...{ name: 'expiry', everyMs: config.timings.tickMs, log },
    run: () => expireRequests({ ...foundation, ...stores }),
  });
  closing.add('expiry', () => expiring.close());
}

/** Reminds approvers, and notes requests that not enough people can vote on: where people can be looked up. */
export function startReminding(foundation: Foundation, directory: Directory): void {
  const { config, log, closing, stores } = foundation;
  const { tickMs, remindMs, approverCheckMs } = config.timings;
  const deps = { ...foundation, ...stores, directory, remindMs };
  const reminding = startSchedule({
    ...{ name: 'reminders', everyMs: tickMs, log },
    async run() {
      await remindApprovers(deps);
      if (await claimTurn(stores.client, 'check-voters', approverCheckMs)) await checkVoters(deps);
    },
  });
  closing.add('reminders', () => reminding.close());
}
