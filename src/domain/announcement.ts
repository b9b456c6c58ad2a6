import { exceedsCard } from './card-room.js';
import { type DecisionAnnouncement, decisionsOf, waitingOf } from './decision-announcements.js';
import { type KeyAnnouncement, keyNewsOf } from './key-announcements.js';
import type { Request } from './request.js';

/** One change to make visible in the thread, once: its key is what is remembered as said. */
export type Announcement =
  | { readonly kind: 'certificate' | 'details'; readonly key: string }
  | { readonly kind: 'denied' | 'cancelled' | 'expired'; readonly key: string }
  | { readonly kind: 'failed' | 'unknown' | 'retried'; readonly key: string; readonly run: number }
  | DecisionAnnouncement
  | KeyAnnouncement
  | { readonly kind: 'extra-certificate'; readonly key: string; readonly run: number };

/**
 * All that the thread of this request has to say, oldest first: a pure function of the record, so whoever
 * announces late says the newest state and nothing twice.
 */
export function announcementsOf(request: Request): readonly Announcement[] {
  const details = exceedsCard(request)
    ? [{ kind: 'details', key: `details-${request.digest.slice(0, 16)}` } as const]
    : [];
  const extras = request.extraCertificates.map(({ run, certificate }) => ({
    ...({ kind: 'extra-certificate', run } as const),
    key: `extra-${certificate.fingerprintSha256.slice(0, 16)}`,
  }));
  return [
    ...details,
    ...decisionsOf(request),
    ...waitingOf(request),
    ...ofState(request),
    ...keyNewsOf(request),
    ...extras,
  ];
}

/** True for what the requester waits for: what came of the request. */
export function isResult({ kind }: Announcement): boolean {
  return ['certificate', 'failed', 'denied', 'cancelled', 'expired'].includes(kind);
}

function ofState(request: Request): readonly Announcement[] {
  switch (request.status) {
    case 'pending':
    case 'issuing':
      return [];
    case 'approved':
      return request.retriedBy === null ? [] : [ofRun('retried', request.runs.length + 1)];
    case 'issued':
      return [{ kind: 'certificate', key: 'certificate' }];
    case 'failed':
      return [ofRun('failed', request.failure.run)];
    case 'unknown':
      return [ofRun('unknown', request.run)];
    case 'denied':
    case 'cancelled':
    case 'expired':
      return [{ kind: request.status, key: request.status }];
  }
}

function ofRun(kind: 'failed' | 'unknown' | 'retried', run: number): Announcement {
  return { kind, key: `${kind}-${run}`, run };
}
