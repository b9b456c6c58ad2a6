import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatName,
  type Name,
  nameOfHost,
  nameSchema,
  namesWithout,
  normalizeName,
  uniqueNames,
} from '../../src/domain/names.js';

const dns = (value: string): Name => ({ kind: 'dns', value });
const label = fc.stringMatching(/^[a-zA-Z0-9]([a-zA-Z0-9-]{0,10}[a-zA-Z0-9])?$/);
const dnsName = fc
  .array(label, { minLength: 1, maxLength: 4 })
  .map((labels) => [...labels, 'example'].join('.'));
const anyName: fc.Arbitrary<Name> = fc
  .oneof(dnsName, fc.ipV4(), fc.ipV6(), fc.emailAddress())
  .map((text) => nameOfHost(text) ?? normalizeName('email', text) ?? dns('fallback.example'));

describe('normalizeName', () => {
  it.each([
    ['dns', 'WEB.Example.COM.', 'web.example.com'],
    ['dns', '*.Example.com', '*.example.com'],
    ['dns', '*.bücher.example', '*.xn--bcher-kva.example'],
    ['dns', '_acme-challenge.example.com', '_acme-challenge.example.com'],
    ['dns', 'db1', 'db1'],
    ['ip', '2001:0DB8::0:1', '2001:db8::1'],
    ['ip', '10.0.0.1', '10.0.0.1'],
    ['email', 'Eve@Example.COM', 'Eve@example.com'],
    ['uri', 'spiffe://example.com/web', 'spiffe://example.com/web'],
  ] as const)('makes the %s name %s to %s', (kind, text, value) => {
    expect(normalizeName(kind, text)).toEqual({ kind, value });
  });

  it.each([
    ['dns', ''],
    ['dns', '.'],
    ['dns', '*'],
    ['dns', '*.'],
    ['dns', 'web*.example.com'],
    ['dns', 'a.*.example.com'],
    ['dns', '*.*.example.com'],
    ['dns', 'a..example.com'],
    ['dns', '-a.example.com'],
    ['dns', 'a b.example.com'],
    ['dns', "Eve's client"],
    ['dns', '10.0.0.1'],
    ['dns', '0x7f.1'],
    ['dns', `${'a'.repeat(64)}.example.com`],
    ['dns', Array(130).fill('a').join('.')],
    ['dns', 'good.example\0.evil.example'],
    ['ip', '10.0.0'],
    ['ip', '010.0.0.1'],
    ['ip', 'fe80::1%eth0'],
    ['email', 'eve'],
    ['email', '@example.com'],
    ['uri', 'example.com/path'],
    ['uri', 'https://a b'],
  ] as const)('knows no %s name in "%s"', (kind, text) => {
    expect(normalizeName(kind, text)).toBeNull();
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(normalizeName(name.kind, name.value)).toEqual(name);
        expect(nameSchema.parse(name)).toEqual(name);
      }),
    );
  });

  it('takes any text without throwing', () => {
    const kinds = fc.constantFrom('dns', 'ip', 'email', 'uri');
    fc.assert(
      fc.property(kinds, fc.string({ unit: 'binary' }), (kind, text) => void normalizeName(kind, text)),
    );
  });
});

describe('nameOfHost', () => {
  it('tells addresses, host names and other words apart', () => {
    expect(nameOfHost('::1')).toEqual({ kind: 'ip', value: '::1' });
    expect(nameOfHost('Web.example.com')).toEqual(dns('web.example.com'));
    expect(nameOfHost("Eve's client")).toBeNull();
  });
});

describe('sets of names', () => {
  it('have nothing over each other whatever the order and repetition', () => {
    fc.assert(
      fc.property(fc.array(anyName), (names) => {
        const shuffled = [...names, ...names].reverse();
        expect(namesWithout(names, shuffled)).toEqual([]);
        expect(namesWithout(shuffled, names)).toEqual([]);
        expect(uniqueNames(shuffled)).toHaveLength(uniqueNames(names).length);
      }),
    );
  });

  it('differ by a name that only one has', () => {
    const one = [dns('a.example'), dns('b.example')];
    expect(namesWithout([dns('a.example')], one)).toEqual([]);
    expect(namesWithout(one, [dns('a.example')])).toEqual([dns('b.example')]);
  });

  it('keep a host name apart from an address or a mail address of the same spelling', () => {
    const names: readonly Name[] = [dns('x'), { kind: 'uri', value: 'x' }, { kind: 'email', value: 'x' }];
    expect(uniqueNames(names)).toHaveLength(3);
    expect(names.map(formatName)).toEqual(['x', 'uri:x', 'email:x']);
  });
});
