import type { Policy } from './policy.js';

export type Expiries = { readonly pendingExpiryMs: number; readonly approvalExpiryMs: number };

/** How long a request may be pending and approved: as its profile says, else as configured for all. */
export function expiriesOf(policy: Policy, configured: Expiries): Expiries {
  return {
    pendingExpiryMs: policy.pendingExpiryMs ?? configured.pendingExpiryMs,
    approvalExpiryMs: policy.approvalExpiryMs ?? configured.approvalExpiryMs,
  };
}
