import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certificationRequest, certificationRequestInfo } from '../../src/domain/certification-request.js';
import { readCsrParts } from '../../src/domain/csr-parts.js';
import { readKeyWish, type TypedKeyWish } from '../../src/domain/key-wish.js';
import { formatName } from '../../src/domain/names.js';
import { aTypedKeyWish } from '../builders/key-wish.js';
import { aKey } from '../builders/pki.js';

const read = (typed: Partial<TypedKeyWish>) => readKeyWish(aTypedKeyWish(typed));

function faultsOf(typed: Partial<TypedKeyWish>): readonly string[] {
  const reading = read(typed);
  return reading.ok ? [] : reading.faults.map(({ field }) => field);
}

function namesOf(typed: Partial<TypedKeyWish>): readonly string[] {
  const reading = read(typed);
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
  return reading.wish.names.map(formatName);
}

describe('readKeyWish', () => {
  it('takes a common name alone, as name and subject', () => {
    expect(read({ commonName: ' WEB.example.com. ' })).toEqual({
      ok: true,
      wish: {
        ...{ keyType: 'EC P-256', commonName: 'web.example.com' },
        subject: [{ type: 'CN', value: 'web.example.com' }],
        names: [{ kind: 'dns', value: 'web.example.com' }],
      },
    });
  });

  it('makes punycode of names in other scripts, the common name too', () => {
    expect(namesOf({ commonName: 'bücher.example', moreNames: 'дом.example' })).toEqual([
      'xn--bcher-kva.example',
      'xn--d1aqf.example',
    ]);
  });

  it('recognises DNS names, addresses and mailboxes, one per line or comma, each once', () => {
    const moreNames =
      'web.example.com, DNS:a.example.com\n10.0.0.1;IP:::1\r\nemail:Eve@Example.com ops@example.com';
    expect(namesOf({ moreNames })).toEqual([
      ...['web.example.com', 'a.example.com', 'ip:10.0.0.1', 'ip:::1'],
      ...['email:Eve@example.com', 'email:ops@example.com'],
    ]);
  });

  it.each<[string, Partial<TypedKeyWish>, readonly string[]]>([
    ['no common name', { commonName: '  ' }, ['commonName']],
    ['a common name over 64 characters that is no host', { commonName: 'a b'.repeat(30) }, ['commonName']],
    ['a country of three letters', { country: 'GER' }, ['country']],
    ['a country in other letters', { country: 'ДЕ' }, ['country']],
    ['an organisation over 64 characters', { organisation: 'x'.repeat(65) }, ['organisation']],
    ['a state over 128 characters', { state: 'x'.repeat(129) }, ['state']],
    ['an invisible character', { unit: 'Web\u202eTeam' }, ['unit']],
    ['an address that is none', { email: 'ops' }, ['email']],
    ['a name that is none', { moreNames: 'a.example.com, https://b.example.com' }, ['moreNames']],
    ['an address with a prefix of another kind', { moreNames: 'DNS:10.0.0.1' }, ['moreNames']],
    ['a kind of key that is not made', { keyType: 'RSA 1024' }, ['keyType']],
    [
      'everything wrong at once',
      { commonName: '', country: '1', email: 'x' },
      ['commonName', 'country', 'email'],
    ],
  ])('refuses %s, at its field', (_, typed, fields) => {
    expect(faultsOf(typed)).toEqual(fields);
  });

  it.each(['commonName', 'organisation', 'moreNames'] as const)(
    'refuses a private key in %s and repeats none of it',
    (field) => {
      const reading = read({ [field]: aKey().pem });
      if (reading.ok) throw new Error('it was taken');
      expect(reading.faults.map((fault) => fault.field)).toEqual([field]);
      expect(reading.faults[0]?.sentence).toContain('compromised');
      expect(reading.faults[0]?.sentence).not.toContain('MIG');
    },
  );

  it('never throws, and what it takes is read back from the CSR as it was wished', () => {
    const publicKey = Buffer.from(aKey().publicPem.replace(/-.*-|\n/g, ''), 'base64');
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('', 'DE', 'a.b', '::1', 'x@y.z'),
    );
    const fields = {
      commonName: text,
      organisation: text,
      unit: text,
      country: text,
      state: text,
      locality: text,
    };
    fc.assert(
      fc.property(fc.record({ ...fields, email: text, moreNames: text }), (typed) => {
        const reading = read(typed);
        if (!reading.ok) return;
        const { subject, names } = reading.wish;
        const info = certificationRequestInfo({ subject, names, publicKey });
        const csr = certificationRequest(
          info,
          { oid: '1.2.840.10045.4.3.2', hasNull: false },
          Buffer.alloc(8),
        );
        const parts = readCsrParts(csr);
        expect(parts.subject).toEqual(subject);
        expect(parts.extensions).toMatchObject({ names, wrong: [], unsupported: [], isCa: false });
      }),
    );
  });
});
