import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { containsPrivateKey } from '../../src/domain/private-key.js';
import { aCa, aCertificate, aCsr, aKey, type KeyKind } from '../builders/pki.js';
import { openssl } from '../builders/pki-openssl.js';

const kinds: readonly KeyKind[] = [
  'rsa1024',
  'rsa2048',
  'p256',
  'p384',
  'p521',
  'secp256k1',
  'ed25519',
  'ed448',
];

/** One key in each form that openssl writes it. */
function formsOf(kind: KeyKind): readonly (readonly [string, string])[] {
  const { pem } = aKey(kind);
  const encrypt = (...how: string[]) => openssl(['pkcs8', '-topk8', ...how, '-passout', 'pass:secret'], pem);
  return [
    [`${kind} PKCS#8`, pem],
    [`${kind} PKCS#8 with PBES2`, encrypt('-v2', 'aes256')],
    [`${kind} PKCS#8 with a PKCS#12 cipher`, encrypt('-v1', 'PBE-SHA1-3DES')],
    ...(kind.startsWith('ed')
      ? []
      : [[`${kind} traditional`, openssl(['pkey', '-traditional'], pem)] as const]),
  ];
}

const forms = kinds.flatMap(formsOf);

describe('containsPrivateKey', () => {
  it.each(forms)('sees %s in any shape', (_, pem) => {
    const body = pem.replace(/-----.*-----/g, '').trim();
    for (const text of [
      pem,
      pem.replaceAll('\n', '\r\n'),
      pem.replaceAll('\n', ' '),
      pem.replaceAll('\n', '\\n'),
      pem.replaceAll('\n', '\\\\n'),
      pem.replace(/^/gm, '  > '),
      pem.toLowerCase(),
      pem.replaceAll('-----', '——'),
      JSON.stringify({ key: pem }),
      `see below\n${pem.split('\n')[0]}`,
      body,
      `key=${body.replaceAll('\n', '')}`,
      aCsr({ commonName: 'a' }).pem + pem,
    ]) {
      expect(containsPrivateKey(text)).toBe(true);
    }
  });

  it.each([
    ['RSA', '-----BEGIN RSA PRIVATE KEY-----'],
    ['DSA', '-----BEGIN DSA PRIVATE KEY-----'],
    ['OpenSSH', '-----BEGIN OPENSSH PRIVATE KEY-----'],
    ['OpenSSH without armour', 'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ'],
    ['SSH2', '---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----'],
    ['PGP', '-----BEGIN PGP PRIVATE KEY BLOCK-----'],
    ['PuTTY', 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none'],
    ['the end of a key', 'AAECAwQ=\n-----END PRIVATE KEY-----'],
    ['a broken line', '-----BEGIN RSA\nPRIVATE KEY-----'],
    ['a JSON Web Key', '{"kty":"OKP","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}'],
  ])('sees %s', (_, text) => {
    expect(containsPrivateKey(text)).toBe(true);
  });

  it('sees none in what is public', () => {
    const csr = aCsr({ commonName: 'a', names: ['a.example.com'], key: 'rsa2048' });
    const ca = aCa();
    for (const text of [
      csr.pem,
      ca.pem,
      aCertificate({ ca, csr }).pem,
      ...kinds.map((kind) => aKey(kind).publicPem),
      openssl(['rsa', '-pubin', '-RSAPublicKey_out'], aKey('rsa2048').publicPem),
      openssl(['req', '-text'], csr.pem),
      'We begin private key rotation on Monday; the private key stays with us.',
      `{"kind": "order", "d": "${'a'.repeat(64)}"}`,
    ]) {
      expect(containsPrivateKey(text)).toBe(false);
      expect(containsPrivateKey(text.replaceAll('\n', ''))).toBe(false);
    }
  });

  it('sees a key wherever in a text it stands', () => {
    fc.assert(
      fc.property(fc.constantFrom(...forms), fc.string(), fc.string(), ([, pem], before, after) => {
        expect(containsPrivateKey(`${before}\n${pem}${after}`)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['dashes', '-'],
    ['begins', '-----BEGIN '],
    ['words', '--BEGIN A '],
    ['spaces', '-- '],
    ['base64', 'M/+'],
    ['quotes', '"d" : '],
    ['backslashes', '\\'],
  ])('takes linear time for a megabyte of %s', (_, unit) => {
    const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
    const start = performance.now();
    expect(containsPrivateKey(text)).toBe(false);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
