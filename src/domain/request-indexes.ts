import { dueTimes } from './due-times.js';
import { skeletonOf } from './look-alikes.js';
import { formatName } from './names.js';
import type { Request } from './request.js';

/** One place where a request can be found: the index's name and the score (ms, or the revision for `due`). */
export type IndexEntry = { readonly index: string; readonly score: number };

/**
 * Where a request is found: by state, requester, profile, time, common name and each name, public key hash,
 * certificate end and what the names of a certificate read as, due times, sensitive values kept for a
 * retry, and due announcements. A pure function of the record, so that an atomic step can move exactly what changed.
 */
export function indexesOf(request: Request): readonly IndexEntry[] {
  const { snapshot, createdAt } = request;
  const names = new Set(snapshot.names.map((name) => formatName(name).toLowerCase()));
  return [
    { index: 'requests', score: createdAt },
    { index: `requests:state:${request.status}`, score: request.changedAt },
    { index: `requests:requester:${request.requester.user}`, score: createdAt },
    { index: `requests:profile:${snapshot.profile.id}`, score: createdAt },
    { index: `requests:common-name:${snapshot.commonName.toLowerCase()}`, score: createdAt },
    ...[...names].map((name) => ({ index: `requests:name:${name}`, score: createdAt })),
    { index: `requests:public-key:${snapshot.csr.publicKeySha256}`, score: createdAt },
    ...(request.status === 'issued'
      ? [
          { index: 'requests:certificate-end', score: request.certificate.notAfter },
          ...[...new Set([...names].map(skeletonOf))].map((skeleton) => ({
            ...{ index: `requests:reads-as:${skeleton}`, score: createdAt },
          })),
        ]
      : []),
    ...dueTimes(request),
    ...(holdsSensitive(request) ? [{ index: 'requests:holds-sensitive', score: request.changedAt }] : []),
    { index: 'requests:due', score: request.revision },
  ];
}

/** True for a request at rest that still keeps sensitive values for a retry. */
export function holdsSensitive(request: Request): boolean {
  const isResting = request.status === 'failed' || request.status === 'unknown';
  return isResting && Object.keys(request.sealed).length > 0;
}
