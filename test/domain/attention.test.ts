import { describe, expect, it } from 'vitest';
import { attentionOf, isRenewal } from '../../src/domain/attention.js';
import { openPolicy } from '../../src/domain/policy.js';
import type { Request } from '../../src/domain/request.js';
import type { RequestHistory } from '../../src/domain/request-history.js';
import { MONDAY } from '../builders/profile.js';
import { aCsr, aRequest, aSnapshot } from '../builders/request.js';

const day = 86_400_000;
const codes = (request: Request) => attentionOf(request).map(({ code }) => code);
const nothing: RequestHistory = { previous: null, stillValid: [], keySeen: [], lookAlikes: [] };
const withHistory = (history: Partial<RequestHistory>) => aRequest({ history: { ...nothing, ...history } });
const named = (...values: readonly string[]) =>
  aRequest({
    snapshot: aSnapshot({ names: values.map((value) => ({ kind: 'dns', value }) as const) }),
  });

function previousUntil(days: number) {
  return {
    ...{ request: 'aaaa-0001', profile: 'web', issuedAt: MONDAY - 60 * day, notAfter: MONDAY + days * day },
    ...{ addedNames: [], removedNames: [], isSameKey: false, isSameProfile: true },
  };
}

describe('attentionOf', () => {
  it('finds nothing in an ordinary request', () => {
    expect(codes(aRequest())).toEqual([]);
    expect(codes(withHistory({}))).toEqual([]);
  });

  it.each([
    ['a request for no host', named(), 'no-names'],
    ['a wildcard', named('*.example.com'), 'wildcards'],
    ['mixed scripts in punycode', named('xn--ypal-43d9g.com'), 'odd-letters'],
    ['two names that read alike', named('web1.example.com', 'webl.example.com'), 'reads-as-other'],
    [
      'a challenge password',
      aRequest({ snapshot: aSnapshot({ csr: aCsr({ hasChallengePassword: true }) }) }),
      'challenge-password',
    ],
    [
      'a SHA-1 signature in an old record',
      aRequest({ snapshot: aSnapshot({ csr: aCsr({ signature: 'sha1WithRSAEncryption' }) }) }),
      'weak-signature',
    ],
    ['a long validity', aRequest({ snapshot: aSnapshot({ maxValidityDays: 3650 }) }), 'long-validity'],
  ])('finds %s', (_, request, code) => {
    expect(codes(request)).toEqual([code]);
  });

  it('finds usages beyond those of a server', () => {
    const asked = { extendedKeyUsages: ['serverAuth', 'clientAuth'], keyUsages: [], others: [] };
    const request = aRequest({ snapshot: aSnapshot({ csr: aCsr({ asked }) }) });
    expect(attentionOf(request)).toEqual([{ code: 'usages', usages: ['clientAuth'] }]);
    const onlyServer = { ...asked, extendedKeyUsages: ['serverAuth'] };
    expect(codes(aRequest({ snapshot: aSnapshot({ csr: aCsr({ asked: onlyServer }) }) }))).toEqual([]);
  });

  it('takes a value in days for a validity', () => {
    const parameters = [{ name: 'valid_days', sensitive: false, dynamic: true }] as const;
    const request = (value: string) =>
      aRequest({ snapshot: aSnapshot({ parameters, dynamicValues: { valid_days: value } }) });
    expect(attentionOf(request('3650'))).toEqual([
      { code: 'long-validity', days: 3650, parameter: 'valid_days' },
    ]);
    expect(codes(request('90'))).toEqual([]);
    expect(codes(request('soon'))).toEqual([]);
  });

  it('puts what the policy refuses first', () => {
    const names = { ...openPolicy.names, wildcards: false };
    const snapshot = aSnapshot({
      ...{ names: [{ kind: 'dns', value: '*.example.com' }], policy: { ...openPolicy, names } },
    });
    expect(codes(aRequest({ snapshot }))).toEqual(['policy', 'wildcards']);
  });

  it('finds a name that reads as one which the profile allows', () => {
    const names = { ...openPolicy.names, allowed: ['.example.com'] };
    const snapshot = aSnapshot({
      ...{ names: [{ kind: 'dns', value: 'www.examp1e.com' }], policy: { ...openPolicy, names } },
      ...{ commonName: 'www.examp1e.com', csr: aCsr({ commonName: null, names: [] }) },
    });
    expect(codes(aRequest({ snapshot }))).toEqual(['policy', 'reads-as-other']);
  });

  it.each([
    ['the same requester and name', 'U0EVE', 'WWW.example.com', []],
    ['somebody else', 'U0ELI', 'www.example.com', ['key-seen']],
    ['another name', 'U0EVE', 'other.example.com', ['key-seen']],
  ])('judges a key that was seen before with %s', (_, requester, commonName, expected) => {
    const keySeen = [{ request: 'aaaa-0001', commonName, requester, createdAt: MONDAY }];
    expect(codes(withHistory({ keySeen }))).toEqual(expected);
  });

  it('finds a certificate that is valid for long yet, and not the one that is being renewed', () => {
    const stillValid = [{ request: 'aaaa-0001', commonName: 'www.example.com', notAfter: MONDAY + 80 * day }];
    expect(codes(withHistory({ stillValid, previous: previousUntil(80) }))).toEqual(['still-valid']);
    expect(codes(withHistory({ stillValid, previous: previousUntil(20) }))).toEqual([]);
  });
});

describe('isRenewal', () => {
  it.each([
    [-5, true],
    [20, true],
    [30, true],
    [31, false],
    [80, false],
  ])('of a certificate that ends in %s days: %s', (days, answer) => {
    expect(isRenewal(withHistory({ previous: previousUntil(days) }))).toBe(answer);
  });

  it('is nothing without a certificate before', () => {
    expect(isRenewal(aRequest())).toBe(false);
    expect(isRenewal(withHistory({}))).toBe(false);
  });
});
