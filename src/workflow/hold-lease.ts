import type { Clock, EventLog, RequestStore } from './ports.js';
import { renewRegularly } from './renew-regularly.js';

type Deps = {
  readonly requests: RequestStore;
  readonly clock: Clock;
  readonly log: EventLog;
  readonly leaseMs: number;
  readonly leaseRenewMs: number;
};

/**
 * Renews the lease of a run until stopped. A lease that could not be renewed ends the hold, never the run: the
 * script may be talking to the CA, and its late result still settles the request.
 */
export function holdLease(deps: Deps, requestId: string, run: number): { stop(): Promise<void> } {
  const renew = async () => {
    try {
      const held = await deps.requests.renewLease(requestId, run, deps.clock.now() + deps.leaseMs);
      if (!held) deps.log.warn({ requestId, run }, 'lease is gone, the result will come late');
    } catch (err) {
      deps.log.warn({ requestId, run, err }, 'lease not renewed');
    }
  };
  return renewRegularly(deps.leaseRenewMs, renew);
}
