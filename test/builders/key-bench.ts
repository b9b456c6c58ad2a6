import { randomBytes } from 'node:crypto';
import { checkCertificate } from '../../src/domain/certificate.js';
import { openPolicy, type Policy } from '../../src/domain/policy.js';
import type { Profile } from '../../src/domain/profile.js';
import { baseOf, type Request } from '../../src/domain/request.js';
import { createKeyMaker } from '../../src/keys/key-maker.js';
import { createMadeKeySafe } from '../../src/redis/made-key-store.js';
import type { FetchKeyDeps, HandedKey } from '../../src/workflow/fetch-key.js';
import type { KeyForm, MakeKeyDeps } from '../../src/workflow/make-key.js';
import { makeKeyAndRequest } from '../../src/workflow/make-key.js';
import type { Standing } from '../../src/workflow/ports.js';
import { anEntry, type StorePair, silentLog } from '../redis/store-pair.js';
import { aDirectory } from './directory.js';
import { aTypedKeyWish } from './key-wish.js';
import { aCa, aCertificate } from './pki.js';
import { aProfile, eve } from './profile.js';

export const passphrase = 'seven purple Anvils & 1 spoon';
export const day = 86_400_000;
const ca = aCa();
/** What a passphrase is stretched by is shown in test/keys. */
const maker = createKeyMaker(1000);

/** Two processes' worth of what made keys need, over real stores: a clock that stands still, a courier that can fail. */
export function aKeyBench(stores: StorePair, standings: Readonly<Record<string, Standing['kind']>> = {}) {
  const ring = [{ name: 'k1', key: randomBytes(32) }];
  const time = { now: Date.now() };
  const handed: HandedKey[] = [];
  const woken: string[] = [];
  const log: string[] = [];
  const weather = { courier: 'fine' as 'fine' | 'storm' };
  const keep = (fields: object, message: string) => void log.push(JSON.stringify([fields, message]));
  const depsOf = (which: 'one' | 'two'): MakeKeyDeps & FetchKeyDeps => ({
    ...stores[which],
    ...{ log: { ...silentLog, info: keep, warn: keep, error: keep }, clock: { now: () => time.now } },
    ...{ pendingExpiryMs: 14 * day, remindMs: day, botName: 'countersign', keepKeysMs: 90 * day },
    directory: aDirectory({ standings }),
    channels: { reach: async () => ({ kind: 'member' }) },
    announceQueue: { add: async (id) => void woken.push(id) },
    issueQueue: { add: async () => undefined },
    ...{ keyMaker: maker, keySafe: createMadeKeySafe(stores[which].client, ring) },
    keyCourier: {
      async hand(key) {
        if (weather.courier === 'storm') throw new Error('Slack is down');
        handed.push(key);
      },
    },
  });
  return { ...{ time, handed, woken, log, weather }, one: depsOf('one'), two: depsOf('two') };
}
export type KeyBench = ReturnType<typeof aKeyBench>;

/** A stored profile; keys may be made under `policy`. */
export async function aKeyProfile(stores: StorePair, policy: Partial<Policy> = {}): Promise<Profile> {
  const id = `p-${randomBytes(5).toString('hex')}`;
  const settings = { name: id, parameters: [], policy: { ...openPolicy, ...policy } };
  const profile = aProfile({ id, settings, sealed: {} });
  await stores.one.profiles.create(profile, anEntry({ subject: { kind: 'profile', id } }));
  return profile;
}

let count = 0;

/** A form with its draft, as eve filled it in. */
export async function aKeyForm(
  { one }: KeyBench,
  profile: Profile,
  typed: Parameters<typeof aTypedKeyWish>[0] = {},
): Promise<KeyForm> {
  const id = `0000-${String(++count).padStart(4, '0')}`;
  await one.drafts.create({
    ...{ format: 1, kind: 'request', id, user: eve.user, channel: null, values: {}, sealed: {} },
  });
  const form = {
    id,
    requester: eve,
    profileId: profile.id,
    profileVersion: 1,
    dynamicValues: {},
    reason: '',
  };
  return { ...form, typed: aTypedKeyWish(typed) };
}

/** eve's request with a made key. */
export async function aMadeRequest(bench: KeyBench, profile: Profile): Promise<Request> {
  const result = await makeKeyAndRequest(bench.one, await aKeyForm(bench, profile), passphrase);
  if (result.kind !== 'submitted') throw new Error(JSON.stringify(result));
  return result.request;
}

/** The request as it becomes: the change is written without asking whether it may. */
export async function became(bench: KeyBench, request: Request, next: Request): Promise<Request> {
  const changed = await bench.one.requests.update(request.id, () => ({ next, audit: anEntry() }));
  if (changed.kind !== 'changed') throw new Error(changed.kind);
  return changed.record;
}

/** The same request issued now, with a certificate of a real CA. */
export async function issued(bench: KeyBench, request: Request): Promise<Request> {
  const { csr, commonName, names } = request.snapshot;
  const judged = await checkCertificate({
    ...{ returned: aCertificate({ ca, csr }).pem + ca.pem, csr, commonName, approvedNames: names },
    ...{ allowExtraNames: false, maxValidityDays: null, now: Date.now() },
  });
  if (!judged.ok) throw new Error(JSON.stringify(judged.faults));
  const at = bench.time.now;
  const approved = { status: 'approved', approvedAt: at, expiresAt: at + day, retriedBy: null } as const;
  const taken = await became(bench, request, { ...baseOf(request), ...approved });
  const issuing = { status: 'issuing', run: 1, worker: 'w', leaseUntil: at + day } as const;
  const running = await became(bench, taken, { ...baseOf(taken), ...issuing });
  const { certificate } = judged;
  return became(bench, running, {
    ...{ ...baseOf(running), status: 'issued', certificate, issuedAt: at, attachedBy: null },
  });
}
