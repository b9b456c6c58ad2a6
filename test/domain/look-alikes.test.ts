import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodedName, lookAlikesIn, readsAsRule, skeletonOf } from '../../src/domain/look-alikes.js';

const kinds = (name: string) => lookAlikesIn(name).map(({ kind }) => kind);

describe('lookAlikesIn', () => {
  it.each([
    'www.example.com',
    '*.example.com',
    'münchen.de',
    'bjørn.no',
    'małpa.pl',
    '日本語テスト.jp',
    'abc日本.jp',
    '한국abc.kr',
    'почта.рф',
    '10.0.0.1',
    'ip:fe80::1',
    'spiffe://example.com/ns/a',
    'Eve’s client – office',
  ])('finds nothing odd about %s', (text) => {
    expect(lookAlikesIn(domainToASCII(text) || text)).toEqual([]);
  });

  it.each([
    ['раypal.com', 'mixed-scripts'],
    ['аррӏе.com', 'reads-as'],
    ['www.ооо.example.com', 'reads-as'],
    ['gıthub.com', 'reads-as'],
    ['exαmple.com', 'mixed-scripts'],
  ])('finds %s, in punycode too', (text, kind) => {
    expect(kinds(text)).toEqual([kind]);
    expect(kinds(domainToASCII(text))).toEqual([kind]);
    expect(kinds(`*.${domainToASCII(text)}`)).toEqual([kind]);
    expect(kinds(`eve@${domainToASCII(text)}`)).toEqual([kind]);
  });

  it('says what it is', () => {
    const name = domainToASCII('аррӏе.com');
    expect(lookAlikesIn(name)).toEqual([{ kind: 'reads-as', name, shown: 'аррӏе.com', readsAs: 'apple' }]);
    expect(lookAlikesIn('раypal.com')[0]).toMatchObject({ scripts: 'Latin and Cyrillic' });
  });

  it('finds a label that only claims to be punycode', () => {
    expect(kinds('xn--0.example.com')).toEqual(['not-decodable']);
  });

  it('takes whatever there is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        expect(lookAlikesIn(text).length).toBeLessThanOrEqual(1);
        expect(typeof skeletonOf(text)).toBe('string');
      }),
    );
  });
});

describe('decodedName', () => {
  it.each([
    ['xn--mnchen-3ya.de', 'münchen.de'],
    ['*.xn--mnchen-3ya.de', '*.münchen.de'],
    ['eve@xn--mnchen-3ya.de', 'eve@münchen.de'],
    ['www.example.com', null],
  ])('shows %s as people see it', (name, shown) => {
    expect(decodedName(name)).toBe(shown);
  });
});

describe('skeletonOf', () => {
  it.each([
    ['www.examp1e.com', 'www.example.com'],
    ['www.exarnple.com', 'www.example.com'],
    ['g00gle.com', 'google.com'],
    [domainToASCII('exámple.com'), 'example.com'],
    [domainToASCII('аррӏе.com'), 'apple.com'],
  ])('is one for %s and %s', (one, other) => {
    expect(skeletonOf(one)).toBe(skeletonOf(other));
  });

  it.each([
    ['web1.example.com', 'web2.example.com'],
    ['*.example.com', 'example.com'],
  ])('is not one for %s and %s', (one, other) => {
    expect(skeletonOf(one)).not.toBe(skeletonOf(other));
  });
});

describe('readsAsRule', () => {
  it.each([
    ['www.examp1e.com', '.example.com', true],
    ['www.example.com', '.example.com', false],
    ['www.exarnple.com', 'www.example.com', true],
    ['www.example.com', 'www.example.com', false],
    ['other.com', '.example.com', false],
  ])('%s against %s: %s', (name, rule, answer) => {
    expect(readsAsRule(name, rule)).toBe(answer);
  });
});
