import { beforeEach, describe, expect, it } from 'vitest';
import type { Request } from '../../src/domain/request.js';
import { type LookUpHistoryDeps, lookUpHistory } from '../../src/workflow/look-up-history.js';
import { aProfile, MONDAY } from '../builders/profile.js';
import { aCertificate, aCsr, aRequest, aSnapshot } from '../builders/request.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import { anEntry, type StorePair } from '../redis/store-pair.js';

const day = 86_400_000;
const guard = { kind: 'profile', id: 'pr0web', revision: 1 } as const;
const dns = (...values: readonly string[]) => values.map((value) => ({ kind: 'dns', value }) as const);

describe('lookUpHistory', () => {
  let pair: StorePair;
  let warnings: string[];
  let deps: LookUpHistoryDeps;
  const storesOfTest = storesOfEachTest();
  beforeEach(async () => {
    pair = storesOfTest();
    warnings = [];
    const ignore = () => undefined;
    const log = {
      info: ignore,
      error: ignore,
      warn: (_: object, message: string) => void warnings.push(message),
    };
    deps = { requests: pair.one.requests, log };
    await pair.one.profiles.create(aProfile(), anEntry());
  });

  const create = (request: Request) => pair.two.requests.create(request, anEntry(), guard);

  /** An issued request for these names (the first is the common name) made on day `on`, valid for 30 days. */
  function issued(id: string, names: readonly string[], on: number, key = 'c'.repeat(64)) {
    const commonName = names[0] ?? '';
    const csr = aCsr({ commonName, names: dns(...names), publicKeySha256: key });
    const at = MONDAY + on * day;
    return create(
      aRequest({
        ...{ status: 'issued', id, createdAt: at, issuedAt: at },
        snapshot: aSnapshot({ csr, commonName, names: dns(...names) }),
        certificate: aCertificate({ commonName, names: dns(...names), notAfter: at + 30 * day }),
      }),
    );
  }
  function asked(names: readonly string[], on: number, key = 'd'.repeat(64)) {
    const commonName = names[0] ?? '';
    const csr = aCsr({ commonName, names: dns(...names), publicKeySha256: key });
    const snapshot = aSnapshot({ csr, commonName, names: dns(...names) });
    return lookUpHistory(deps, aRequest({ id: 'zzzz-zzzz', createdAt: MONDAY + on * day, snapshot }));
  }

  it('finds nothing where there is nothing', async () => {
    const nothing = { previous: null, stillValid: [], keySeen: [], lookAlikes: [] };
    expect(await asked(['www.example.com'], 0)).toEqual(nothing);
  });

  it('compares with the last certificate for the same common name, whatever came after it', async () => {
    await issued('aaaa-0001', ['www.example.com'], 0);
    await issued('aaaa-0002', ['www.example.com', 'old.example.com'], 1);
    await create(aRequest({ id: 'aaaa-0003', status: 'denied', createdAt: MONDAY + 2 * day }));
    const history = await asked(['www.example.com', 'new.example.com'], 3, 'c'.repeat(64));
    expect(history?.previous).toEqual({
      ...{ request: 'aaaa-0002', profile: 'web' },
      ...{ issuedAt: MONDAY + day, notAfter: MONDAY + 31 * day },
      ...{ addedNames: dns('new.example.com'), removedNames: dns('old.example.com') },
      ...{ isSameKey: true, isSameProfile: true },
    });
  });

  it('lists what is still valid for any of the names, the one that ends last first', async () => {
    await issued('aaaa-0001', ['www.example.com'], -40);
    await issued('aaaa-0002', ['www.example.com'], 0);
    await issued('aaaa-0003', ['other.example.com', 'API.example.com'.toLowerCase()], 5);
    await create(aRequest({ id: 'aaaa-0004' }));
    const history = await asked(['www.example.com', 'api.example.com'], 6);
    expect(history?.stillValid).toEqual([
      { request: 'aaaa-0003', commonName: 'other.example.com', notAfter: MONDAY + 35 * day },
      { request: 'aaaa-0002', commonName: 'www.example.com', notAfter: MONDAY + 30 * day },
    ]);
  });

  it('lists who used the key before, in whatever state, newest first', async () => {
    await issued('aaaa-0001', ['one.example.com'], 0, 'e'.repeat(64));
    const csr = aCsr({ publicKeySha256: 'e'.repeat(64) });
    const requester = { user: 'U0ELI', team: 'T0ACME' };
    const late = { createdAt: MONDAY + day, requester, snapshot: aSnapshot({ csr }) };
    await create(aRequest({ id: 'aaaa-0002', status: 'denied', ...late }));
    const history = await asked(['x.example.com'], 2, 'e'.repeat(64));
    expect(history?.keySeen).toMatchObject([
      { request: 'aaaa-0002', commonName: 'www.example.com', requester: 'U0ELI' },
      { request: 'aaaa-0001', commonName: 'one.example.com', requester: 'U0EVE' },
    ]);
  });

  it('finds certificates for names that read as these', async () => {
    await issued('aaaa-0001', ['pay.example.com'], 0);
    await issued('aaaa-0002', ['web1.example.com'], 0);
    const history = await asked(['pay.examp1e.com', 'web1.example.com'], 1);
    expect(history?.lookAlikes).toEqual([
      { name: 'pay.examp1e.com', other: 'pay.example.com', request: 'aaaa-0001' },
    ]);
  });

  it('stays small for hundreds of names and certificates', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `h${index}.example.com`);
    for (let index = 0; index < 8; index++) await issued(`aaaa-000${index}`, names, index);
    const started = performance.now();
    const history = await asked(names, 9);
    expect(performance.now() - started).toBeLessThan(1000);
    expect(history?.stillValid).toHaveLength(5);
    expect(history?.keySeen).toEqual([]);
  });

  it('gives null and a warning when the store does not answer', async () => {
    const traced = () => Promise.reject(new Error('no answer'));
    deps = { ...deps, requests: { ...pair.one.requests, traced } };
    expect(await asked(['www.example.com'], 0)).toBeNull();
    expect(warnings).toEqual(['history of a request could not be looked up']);
  });
});
