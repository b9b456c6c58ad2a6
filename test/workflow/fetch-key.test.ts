import { beforeEach, describe, expect, it } from 'vitest';
import type { Profile } from '../../src/domain/profile.js';
import type { Request } from '../../src/domain/request.js';
import { handOverKey, offerKey, unlockKey } from '../../src/workflow/fetch-key.js';
import { tendMadeKeys } from '../../src/workflow/tend-made-keys.js';
import {
  aKeyBench,
  aKeyProfile,
  aMadeRequest,
  issued,
  type KeyBench,
  passphrase,
} from '../builders/key-bench.js';
import { openssl } from '../builders/pki-openssl.js';
import { ben, eve } from '../builders/profile.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import { auditOf, type StorePair } from '../redis/store-pair.js';

describe('fetching a made key', () => {
  let stores: StorePair;
  let bench: KeyBench;
  let profile: Profile;
  let request: Request;

  const storesOfTest = storesOfEachTest();
  beforeEach(async () => {
    stores = storesOfTest();
    bench = aKeyBench(stores);
    profile = await aKeyProfile(stores);
    request = await issued(bench, await aMadeRequest(bench, profile));
  });

  const codeFor = async (by: typeof eve, id = request.id) => {
    const unlocked = await unlockKey(bench.one, id, by, passphrase);
    expect(await offerKey(bench.two, id, by)).toMatchObject({
      kind: unlocked.kind === 'refused' ? 'refused' : 'on-offer',
    });
    return unlocked.kind === 'refused' ? unlocked.refusal.code : unlocked.kind;
  };
  const fetch = async (deps = bench.one) => {
    const unlocked = await unlockKey(deps, request.id, eve, passphrase);
    if (unlocked.kind !== 'unlocked') throw new Error(unlocked.kind);
    await handOverKey(deps, unlocked.key, eve, passphrase);
  };
  const state = async () => (await stores.two.requests.read(request.id))?.madeKey?.state;
  const kept = async () => (await stores.two.madeKeys.kept()).length;

  it('gives it to its requester in every form, says so in request and audit log, and deletes it', async () => {
    await fetch();
    const [{ keyPem, chainPem, pkcs12 } = { keyPem: '', chainPem: '', pkcs12: Buffer.of() }] = bench.handed;
    const publicPem = openssl(['x509', '-noout', '-pubkey'], chainPem);
    const pass = ['-passin', `pass:${passphrase}`];
    expect(openssl(['pkey', '-pubout', ...pass], keyPem)).toBe(publicPem);
    expect(openssl(['pkcs12', '-nokeys', ...pass], pkcs12).match(/BEGIN CERT/g)).toHaveLength(2);
    expect([await state(), await kept()]).toEqual(['fetched', 0]);
    expect(bench.woken.at(-1)).toBe(request.id);
    const [, entry = ''] = (await auditOf(stores)).at(-1) ?? [];
    expect(JSON.parse(entry)).toMatchObject({ action: 'request.key-fetched', actor: eve });
    expect(await codeFor(eve)).toBe('fetched');
  });

  it('is for nobody else: an admin, somebody of another workspace with the same id, who left', async () => {
    expect(await codeFor(ben)).toBe('not-yours');
    expect(await codeFor({ ...eve, team: 'T0OTHER' })).toBe('not-yours');
    for (const standing of ['deactivated', 'guest', 'outsider'] as const) {
      const there = {
        ...bench.one,
        directory: { ...bench.one.directory, standing: async () => ({ kind: standing }) },
      };
      const offer = await offerKey(there, request.id, eve);
      expect(offer).toEqual({ kind: 'refused', refusal: { code: 'no-standing', standing } });
    }
    expect([await state(), await kept()]).toEqual(['held', 1]);
  });

  it('takes no other passphrase, and keeps the key', async () => {
    for (const wrong of ['', 'another good passphrase', passphrase.toLowerCase(), `${passphrase} `]) {
      expect(await unlockKey(bench.one, request.id, eve, wrong)).toEqual({ kind: 'wrong-passphrase' });
    }
    expect([await state(), await kept()]).toEqual(['held', 1]);
    expect(bench.log.join()).not.toContain(passphrase);
  });

  it('is refused before the certificate is issued, and where nothing was made', async () => {
    const pending = await aMadeRequest(bench, profile);
    expect(await codeFor(eve, pending.id)).toBe('not-issued');
    expect(await codeFor(eve, '0000-none')).toBe('no-such-request');
  });

  it('leaves everything as it is while Slack is down, and can be done again', async () => {
    bench.weather.courier = 'storm';
    await expect(fetch()).rejects.toThrow('Slack is down');
    expect([await state(), await kept()]).toEqual(['held', 1]);
    bench.weather.courier = 'fine';
    await fetch();
    expect([await state(), await kept(), bench.handed.length]).toEqual(['fetched', 0, 1]);
  });

  it('can be done again by a requester whose process died before it was written down', async () => {
    const dead = {
      ...bench.one,
      requests: { ...bench.one.requests, update: () => Promise.reject(new Error('dead')) },
    };
    await expect(fetch(dead)).rejects.toThrow('dead');
    await tendMadeKeys(bench.two);
    expect([await state(), await kept()]).toEqual(['held', 1]);
    await fetch();
    expect(bench.handed).toHaveLength(2);
  });

  it('leaves a key that is swept when the process dies between the word and the deletion', async () => {
    const madeKeys = { ...bench.one.madeKeys, remove: () => Promise.reject(new Error('dead')) };
    await expect(fetch({ ...bench.one, madeKeys })).rejects.toThrow('dead');
    expect([await state(), await kept()]).toEqual(['fetched', 1]);
    await tendMadeKeys(bench.two);
    expect([await state(), await kept()]).toEqual(['fetched', 0]);
  });

  it('twice at once hands out the same key twice, and says it once', async () => {
    await Promise.all([fetch(bench.one), fetch(bench.two)]);
    const entries = (await auditOf(stores)).filter(([, entry]) => entry.includes('key-fetched'));
    expect([bench.handed.length, entries.length, await state(), await kept()]).toEqual([2, 1, 'fetched', 0]);
  });

  it('says "deleted" when Redis does not have it any more, and promises it no longer', async () => {
    const { madeKey } = stores.one.client.keys;
    await stores.raw.del(madeKey(request.id, request.snapshot.csr.publicKeySha256));
    expect(await unlockKey(bench.one, request.id, eve, passphrase)).toMatchObject({
      refusal: { code: 'deleted' },
    });
    expect(await state()).toBe('deleted');
  });
});
