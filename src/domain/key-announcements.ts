import type { Request } from './request.js';

/** What is said of a key that Countersign made: that it waits, to its requester alone; and that it is kept no more. */
export type KeyAnnouncement =
  | { readonly kind: 'key-waits'; readonly key: string; readonly user: string }
  | { readonly kind: 'key-settled'; readonly key: string };

/** Nothing before the certificate is issued: there is nothing to do with the key alone. */
export function keyNewsOf(request: Request): readonly KeyAnnouncement[] {
  const { madeKey, requester, status } = request;
  if (!madeKey) return [];
  if (madeKey.state !== 'held') return [{ kind: 'key-settled', key: `key-${madeKey.state}` }];
  return status === 'issued' ? [{ kind: 'key-waits', key: 'key-waits', user: requester.user }] : [];
}
