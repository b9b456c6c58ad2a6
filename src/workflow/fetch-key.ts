import { fullChainPem } from '../domain/certificate.js';
import { settleMadeKey } from '../domain/key-fate.js';
import type { Person } from '../domain/person.js';
import type { Request, RequestIn } from '../domain/request.js';
import { auditRequest } from './audit.js';
import type { StandingRefusal } from './authorize.js';
import type { KeyMaker } from './key-maker.js';
import type { MadeKeyAddress, MadeKeySafe, MadeKeyStore } from './made-keys.js';
import type { Change, Clock, Directory, RequestStore } from './ports.js';
import { refuseRequester } from './refuse-requester.js';
import { type WakeDeps, wake } from './wake.js';

/** What the requester gets, in all its forms; the key is under the passphrase in each. */
export type HandedKey = {
  readonly request: RequestIn<'issued'>;
  readonly keyPem: string;
  readonly chainPem: string;
  readonly pkcs12: Buffer;
};

/** Puts the files where their requester alone sees them. Returns once Slack has confirmed that; else throws. */
export type KeyCourier = { hand(key: HandedKey): Promise<void> };

export type FetchKeyDeps = WakeDeps & {
  readonly requests: RequestStore;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly keyMaker: KeyMaker;
  readonly keySafe: MadeKeySafe;
  readonly madeKeys: MadeKeyStore;
  readonly keyCourier: KeyCourier;
};

export type FetchKeyRefusal =
  | StandingRefusal
  | { readonly code: 'no-such-request' | 'not-yours' | 'not-made-here' | 'not-issued' }
  | { readonly code: 'fetched' | 'deleted'; readonly at: number };

export type KeyOnOffer =
  | { readonly kind: 'on-offer'; readonly request: RequestIn<'issued'> }
  | { readonly kind: 'refused'; readonly refusal: FetchKeyRefusal };

/** Whether this person may have the made key of a request now: the requester alone, whoever else asks. */
export async function offerKey(deps: FetchKeyDeps, id: string, by: Person): Promise<KeyOnOffer> {
  const refused = (refusal: FetchKeyRefusal) => ({ kind: 'refused', refusal }) as const;
  const request = await deps.requests.read(id);
  if (!request) return refused({ code: 'no-such-request' });
  const { requester, madeKey, snapshot } = request;
  if (requester.user !== by.user || requester.team !== by.team) return refused({ code: 'not-yours' });
  const standing = await refuseRequester(deps, by, snapshot.policy);
  // Who was taken off the roster since then may still have what was made for them.
  if (standing?.code === 'no-standing') return refused(standing);
  if (!madeKey) return refused({ code: 'not-made-here' });
  if (madeKey.state !== 'held') return refused({ code: madeKey.state, at: madeKey.changedAt });
  if (request.status !== 'issued') return refused({ code: 'not-issued' });
  return { kind: 'on-offer', request };
}

export type UnlockedKey = { readonly request: RequestIn<'issued'>; readonly encryptedPem: string };
export type UnlockKeyResult =
  | { readonly kind: 'unlocked'; readonly key: UnlockedKey }
  | { readonly kind: 'wrong-passphrase' }
  | Extract<KeyOnOffer, { kind: 'refused' }>;

/** Takes the key out for its requester and tries the passphrase: a wrong one costs nothing but the try. */
export async function unlockKey(
  deps: FetchKeyDeps,
  id: string,
  by: Person,
  passphrase: string,
): Promise<UnlockKeyResult> {
  const offer = await offerKey(deps, id, by);
  if (offer.kind === 'refused') return offer;
  const { request } = offer;
  const encryptedPem = await deps.keySafe.read(addressOf(request));
  if (encryptedPem === null) {
    // Redis let it end, or lost it: the request must not promise it any longer.
    await settle(deps, id, 'deleted', { system: 'key safe' });
    return { kind: 'refused', refusal: { code: 'deleted', at: deps.clock.now() } };
  }
  const isRight = await deps.keyMaker.opens({ encryptedPem, passphrase }, request.certificate.leafPem);
  deps.log.info({ requestId: id, isRight }, 'passphrase of a made key tried');
  return isRight ? { kind: 'unlocked', key: { request, encryptedPem } } : { kind: 'wrong-passphrase' };
}

/**
 * Hands the key over in all its forms and deletes it here, in this order: once Slack has the files, the request says
 * "fetched", then the key goes. Whoever dies in between leaves a key that can be fetched again, or that is swept.
 */
export async function handOverKey(
  deps: FetchKeyDeps,
  { request, encryptedPem }: UnlockedKey,
  by: Person,
  passphrase: string,
): Promise<void> {
  const { certificate, snapshot } = request;
  const companions = {
    certificates: [certificate.leafPem, ...certificate.chainPem],
    friendlyName: snapshot.commonName,
  };
  const pkcs12 = await deps.keyMaker.bundle({ encryptedPem, passphrase }, companions);
  const chainPem = fullChainPem(certificate);
  await deps.keyCourier.hand({ request, keyPem: encryptedPem, chainPem, pkcs12 });
  await settle(deps, request.id, 'fetched', by);
  await deps.madeKeys.remove(addressOf(request));
}

async function settle(
  deps: FetchKeyDeps,
  id: string,
  state: 'fetched' | 'deleted',
  actor: Person | { readonly system: string },
): Promise<void> {
  const now = deps.clock.now();
  const changed = await deps.requests.update(id, (request): Change<Request, 'settled-already'> => {
    const next = settleMadeKey(request, state, now);
    if (!next) return { refusal: 'settled-already' };
    const entry = { at: now, actor, surface: 'slack', action: `request.key-${state}` } as const;
    const facts = { publicKeySha256: request.snapshot.csr.publicKeySha256 };
    return { next, audit: auditRequest(next, { ...entry, facts }) };
  });
  if (changed.kind === 'changed') await wake(deps, changed.record);
}

function addressOf({ id, snapshot }: Request): MadeKeyAddress {
  return { request: id, publicKeySha256: snapshot.csr.publicKeySha256 };
}
