import type { Request } from './request.js';

/** A key that is kept: for which request, which key it is (a request that was sent twice made two), since when. */
export type KeptKey = { readonly request: string; readonly publicKeySha256: string; readonly putAt: number };

/** How long a key may wait for its request to be written: making one and sending the request take seconds. */
const ORPHAN_MS = 3_600_000;

/** `keep`: until `until`, where that is known. `give-up`: nobody fetched it in time. `remove`: nobody's any more. */
export type KeyFate =
  | { readonly kind: 'keep'; readonly until: number | null }
  | { readonly kind: 'give-up' | 'remove' };

/** What is to become of a kept key, as its request stands now. */
export function fateOfKey(kept: KeptKey, request: Request | null, now: number): KeyFate {
  if (!request) return now - kept.putAt > ORPHAN_MS ? { kind: 'remove' } : { kind: 'keep', until: null };
  const isOurs = request.snapshot.csr.publicKeySha256 === kept.publicKeySha256;
  if (!isOurs || request.madeKey?.state !== 'held') return { kind: 'remove' };
  const until = keptUntil(request);
  return until !== null && now >= until ? { kind: 'give-up' } : { kind: 'keep', until };
}

/**
 * Until when (ms) the made key of a request is kept: some time from its issue, or from a failure that may be
 * retried; not at all once it ended without a certificate. Null: as long as it takes.
 */
export function keptUntil(request: Request): number | null {
  const keepMs = request.madeKey?.keepMs ?? 0;
  switch (request.status) {
    case 'issued':
      return request.issuedAt + keepMs;
    case 'failed':
      return request.changedAt + keepMs;
    case 'denied':
    case 'cancelled':
    case 'expired':
      return 0;
    default:
      return null;
  }
}

/** The request whose made key is not kept any more: its requester has it, or nobody will. */
export function settleMadeKey(request: Request, state: 'fetched' | 'deleted', now: number): Request | null {
  if (request.madeKey?.state !== 'held') return null;
  return { ...request, madeKey: { ...request.madeKey, state, changedAt: now } };
}
