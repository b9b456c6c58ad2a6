import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { approvedNames } from '../../src/domain/approved-names.js';
import {
  type CertificateCase,
  certificateSchema,
  checkCertificate,
  fullChainPem,
} from '../../src/domain/certificate.js';
import { readCsr } from '../../src/domain/csr.js';
import { aCa, aCertificate, aCsr, aKey, anIntermediate } from '../builders/pki.js';
import { openssl } from '../builders/pki-openssl.js';

const DAY = 86_400_000;
const root = aCa();
const intermediate = anIntermediate({ ca: root });
const csr = aCsr({ commonName: 'web.example.com', names: ['web.example.com', '10.0.0.1'] });

type Wish = Partial<Omit<CertificateCase, 'csr' | 'returned'>> & { readonly csrPem?: string };

async function check(returned: string, wish: Wish = {}) {
  const { csrPem = csr.pem, ...rest } = wish;
  const read = await readCsr(csrPem);
  if (!read.ok) throw new Error(`refused: ${JSON.stringify(read.refusals)}`);
  const commonName = rest.commonName ?? 'web.example.com';
  return checkCertificate({
    ...{ returned, csr: read.csr, commonName, approvedNames: approvedNames(read.csr, commonName) },
    ...{ allowExtraNames: false, maxValidityDays: null, now: Date.now(), ...rest },
  });
}

/** The codes of the faults found, or 'ok'. */
async function codesOf(returned: string, wish: Wish = {}): Promise<readonly string[]> {
  const judged = await check(returned, wish);
  return judged.ok ? ['ok'] : judged.faults.map(({ code }) => code);
}

describe('checkCertificate', () => {
  it('gives the record of a good certificate', async () => {
    const { pem } = aCertificate({ ca: root, csr });
    const judged = await check(pem);
    const x509 = new X509Certificate(pem);
    expect(judged).toMatchObject({
      ok: true,
      certificate: {
        leafPem: pem,
        chainPem: [],
        commonName: 'web.example.com',
        names: [
          { kind: 'dns', value: 'web.example.com' },
          { kind: 'ip', value: '10.0.0.1' },
        ],
        issuer: 'CN=Test Root',
        serial: x509.serialNumber.toLowerCase(),
        notBefore: Date.parse(x509.validFrom),
        notAfter: Date.parse(x509.validTo),
        fingerprintSha256: x509.fingerprint256.replaceAll(':', '').toLowerCase(),
        signature: 'ecdsa-with-SHA256',
        checks: ['key', 'names', 'not-ca', 'validity'],
      },
    });
    if (judged.ok)
      expect(certificateSchema.parse(JSON.parse(JSON.stringify(judged.certificate)))).toBeTruthy();
  });

  it('puts a chain in order, whatever the order it came in', async () => {
    const { pem } = aCertificate({ ca: intermediate, csr });
    for (const parts of [
      [pem, intermediate.pem, root.pem],
      [root.pem, intermediate.pem, pem],
      [intermediate.pem, pem, root.pem, intermediate.pem],
    ]) {
      const judged = await check(parts.join(''));
      expect(judged).toMatchObject({ ok: true, certificate: { chainPem: [intermediate.pem, root.pem] } });
      if (!judged.ok) continue;
      expect(judged.certificate.checks).toContain('chain');
      expect(fullChainPem(judged.certificate)).toBe([pem, intermediate.pem, root.pem].join(''));
    }
  });

  it('finds the certificate in a chatter of CRLF, text and openssl -text', async () => {
    const { pem } = aCertificate({ ca: root, csr });
    const text = `enrolling...\r\n${openssl(['x509', '-text'], pem)}\nbye`.replaceAll('\n', '\r\n');
    expect(await check(text)).toMatchObject({ ok: true, certificate: { leafPem: pem } });
    expect(await codesOf(openssl(['x509', '-trustout', '-setalias', 'web'], pem))).toEqual(['ok']);
  });

  it.each(['rsa2048', 'p384', 'ed25519', 'ed448'] as const)(
    'verifies the chain of a CA with a key of kind %s',
    async (key) => {
      const ca = anIntermediate({ ca: aCa({ name: `Root ${key}`, key }), name: `CA ${key}`, key });
      expect(await codesOf(`${aCertificate({ ca, csr }).pem}${ca.pem}${ca.chain.join('')}`)).toEqual(['ok']);
    },
  );

  it('verifies the chain of a CA that signs with RSASSA-PSS', async () => {
    const ca = aCa({ name: 'PSS Root', key: 'rsa2048' });
    const { pem } = aCertificate({
      ca,
      csr,
      signatureOptions: ['rsa_padding_mode:pss', 'rsa_pss_saltlen:32'],
    });
    const judged = await check(`${pem}${ca.pem}`);
    expect(judged).toMatchObject({ ok: true, certificate: { signature: 'RSASSA-PSS with SHA256' } });
  });

  it('takes a certificate without common name, or with one of the approved names as such', async () => {
    expect(await codesOf(aCertificate({ ca: root, csr, subject: '/O=Example' }).pem)).toEqual(['ok']);
    const named = aCertificate({ ca: root, csr, subject: '/CN=10.0.0.1' });
    expect(await codesOf(named.pem)).toEqual(['ok']);
  });

  it('takes a common name that is no host name as it is', async () => {
    const client = aCsr({ commonName: "Eve's client" });
    const { pem } = aCertificate({ ca: root, csr: client });
    expect(await codesOf(pem, { csrPem: client.pem, commonName: "Eve's client" })).toEqual(['ok']);
  });

  it('takes names that the CA added only where the profile allows it', async () => {
    const names = ['web.example.com', '10.0.0.1', 'www.web.example.com', 'otherName:1.2.3.4;UTF8:x'];
    const { pem } = aCertificate({ ca: root, csr, names });
    expect(await codesOf(pem)).toEqual(['extra-names']);
    expect(await codesOf(pem, { allowExtraNames: true })).toEqual(['ok']);
    const other = ['web.example.com', '10.0.0.1', 'otherName:1.2.3.4;UTF8:x'];
    expect(await codesOf(aCertificate({ ca: root, csr, names: other }).pem)).toEqual(['extra-names']);
  });

  it('counts both certificates of a cross-signed CA as related', async () => {
    const other = aCa({ name: 'Other Root' });
    const cross = anIntermediate({ ca: other, key: root.key, name: 'Test Root' });
    const { pem } = aCertificate({ ca: root, csr });
    expect(await codesOf([pem, cross.pem, other.pem, root.pem].join(''))).toEqual(['ok']);
  });
});

describe('a fault', () => {
  const good = aCertificate({ ca: root, csr }).pem;
  const otherKey = aCsr({
    commonName: 'web.example.com',
    names: ['web.example.com', '10.0.0.1'],
    key: aKey('p256', 'other'),
  });
  const impostor = anIntermediate({ ca: root, name: 'Impostor', isCa: false });
  const muteWish = {
    csr: aCsr({ commonName: intermediate.name, key: intermediate.key }),
    extensions: ['basicConstraints=CA:TRUE', 'keyUsage=digitalSignature'],
  };
  const mute = { ...intermediate, pem: aCertificate({ ca: root, ...muteWish }).pem };
  const twin = aCa({ key: aKey('p256', 'twin') });

  it.each([
    ['empty', ' \n'],
    ['not-a-certificate', '<html><body>502 Bad Gateway</body></html>'],
    ['not-a-certificate', '{"status": "pending"}'],
    ['not-a-certificate', csr.pem],
    ['not-a-certificate', good.slice(0, 300)],
    ['not-a-certificate', `${good}-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----`],
    ['private-key', `${good}${csr.keyPem}`],
    ['too-many', `${good}${root.pem.repeat(40)}`],
    ['key-mismatch', aCertificate({ ca: root, csr: otherKey }).pem],
    ['missing-names', aCertificate({ ca: root, csr, names: ['web.example.com'] }).pem],
    [
      'extra-names',
      aCertificate({ ca: root, csr, names: ['web.example.com', '10.0.0.1', 'evil.example.com'] }).pem,
    ],
    ['wrong-common-name', aCertificate({ ca: root, csr, subject: '/CN=evil.example.com' }).pem],
    ['is-a-ca', aCertificate({ ca: root, csr, isCa: true }).pem],
    ['is-a-ca', aCertificate({ ca: root, csr, extensions: ['keyUsage=keyCertSign'] }).pem],
    ['is-a-ca', aCertificate({ ca: root, csr, extensions: ['basicConstraints=CA:TRUE'] }).pem],
    ['unrelated-certificate', `${good}${root.pem}${twin.pem}`],
    ['unrelated-certificate', `${good}${aCa({ name: 'Stranger' }).pem}`],
    ['bad-chain-signature', `${good}${twin.pem}`],
    ['issuer-not-a-ca', aCertificate({ ca: impostor, csr }).pem + impostor.pem],
    ['issuer-not-a-ca', aCertificate({ ca: mute, csr }).pem + mute.pem],
    ['not-yet-valid', aCertificate({ ca: root, csr, notBefore: new Date(Date.now() + DAY) }).pem],
    ['ended', aCertificate({ ca: root, csr, notBefore: new Date('2020-01-01'), days: 30 }).pem],
  ])('%s is given for an answer that deserves it', async (code, returned) => {
    expect(await codesOf(returned)).toEqual([code]);
  });

  it('too-long is given beyond the days that the profile allows, to within five minutes', async () => {
    const { pem } = aCertificate({ ca: root, csr, days: 90 });
    expect(await codesOf(pem, { maxValidityDays: 90 })).toEqual(['ok']);
    expect(await codesOf(pem, { maxValidityDays: 89 })).toEqual(['too-long']);
  });

  it('not-yet-valid leaves five minutes to clocks that differ', async () => {
    const now = Math.floor(Date.now() / 1000) * 1000;
    const { pem } = aCertificate({ ca: root, csr, notBefore: new Date(now) });
    expect(await codesOf(pem, { now: now - 5 * 60_000 })).toEqual(['ok']);
    expect(await codesOf(pem, { now: now - 5 * 60_000 - 1 })).toEqual(['not-yet-valid']);
  });

  it('comes with every other one, and with the certificate that the CA issued', async () => {
    const wish = {
      ca: root,
      csr: otherKey,
      names: ['evil.example.com'],
      isCa: true,
      subject: '/CN=evil.example.com',
    };
    const { pem } = aCertificate({ ...wish, notBefore: new Date('2020-01-01'), days: 30 });
    const judged = await check(`${root.pem}${pem}`, { maxValidityDays: 7 });
    expect(judged.ok ? [] : judged.faults.map(({ code }) => code)).toEqual([
      ...[
        'key-mismatch',
        'missing-names',
        'extra-names',
        'wrong-common-name',
        'is-a-ca',
        'ended',
        'too-long',
      ],
    ]);
    expect(judged).toMatchObject({ withheld: { leafPem: pem, chainPem: [root.pem], checks: ['chain'] } });
  });

  it('of a private key keeps the certificate that came with it, and nothing of the key', async () => {
    for (const returned of [`${good}${csr.keyPem}`, `${csr.keyPem}${good}${root.pem}`]) {
      const judged = await check(returned);
      expect(judged).toMatchObject({
        ok: false,
        faults: [{ code: 'private-key' }],
        withheld: { leafPem: good, serial: new X509Certificate(good).serialNumber.toLowerCase() },
      });
      const [, firstLine = '?'] = csr.keyPem.split('\n');
      expect(JSON.stringify(judged)).not.toContain(firstLine);
      expect(JSON.stringify(judged)).not.toContain('PRIVATE');
    }
  });

  it('of a private key stands beside what is wrong with the certificate', async () => {
    const { pem } = aCertificate({ ca: root, csr: otherKey });
    expect(await codesOf(`${otherKey.keyPem}${pem}`)).toEqual(['private-key', 'key-mismatch']);
    expect(await codesOf(`${csr.keyPem}${good.slice(0, 300)}`)).toEqual(['private-key', 'not-a-certificate']);
  });

  it('of a private key alone keeps nothing', async () => {
    for (const returned of [csr.keyPem, `enrolled\n${csr.keyPem}${csr.pem}`]) {
      expect(await check(returned)).toEqual({
        ok: false,
        faults: [{ code: 'private-key' }],
        withheld: null,
      });
    }
  });

  it('unrelated-certificate is given for a second certificate of the same key; the newest one counts', async () => {
    const older = aCertificate({ ca: root, csr, notBefore: new Date(Date.now() - DAY) }).pem;
    expect(await check(`${older}${good}`)).toMatchObject({
      faults: [{ code: 'unrelated-certificate', subject: 'CN=web.example.com' }],
      withheld: { leafPem: good },
    });
  });
});
