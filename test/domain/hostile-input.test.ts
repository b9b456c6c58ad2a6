import 'reflect-metadata';
import { Pkcs10CertificateRequest } from '@peculiar/x509';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certificateSchema, checkCertificate } from '../../src/domain/certificate.js';
import { explainCertificateFault } from '../../src/domain/certificate-faults.js';
import { type Csr, csrSchema, explainCsrRefusal, readCsr } from '../../src/domain/csr.js';
import { findPemBlocks } from '../../src/domain/pem.js';
import { aCa, aCertificate, aCsr, anIntermediate, type KeyKind } from '../builders/pki.js';

const kinds: readonly KeyKind[] = ['rsa2048', 'p256', 'ed25519'];
const csrs = kinds.map((key) =>
  aCsr({
    ...{ subject: '/C=DE/O=Bäcker+OU=IT/CN=web.example.com', key },
    names: ['web.example.com', '10.0.0.1', 'email:eve@example.com', 'otherName:1.2.3.4;UTF8:x'].slice(
      0,
      key === 'p256' ? 4 : 3,
    ),
  }),
);
const ca = anIntermediate({ ca: aCa() });
const chains = csrs.map((csr) => aCertificate({ ca, csr }).pem + ca.pem);

/** A text with its base64 changed at one place: an octet set, a piece cut out or doubled, or the end lost. */
const damaged = (texts: readonly string[]) =>
  fc
    .record({
      text: fc.constantFrom(...texts),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      octet: fc.integer({ min: 0, max: 255 }),
      cut: fc.integer({ min: 0, max: 20 }),
      how: fc.constantFrom('set', 'cut', 'double', 'end'),
    })
    .map(({ text, at, octet, cut, how }) => {
      const [block] = findPemBlocks(text);
      const der = block?.der ?? Buffer.alloc(0);
      const place = Math.min(der.length - 1, Math.floor(at * der.length));
      const pieces = {
        set: [der.subarray(0, place), Buffer.from([octet]), der.subarray(place + 1)],
        cut: [der.subarray(0, place), der.subarray(place + cut)],
        double: [der.subarray(0, place + cut), der.subarray(place)],
        end: [der.subarray(0, place)],
      } as const;
      const base64 = Buffer.concat(pieces[how]).toString('base64');
      return `-----BEGIN ${block?.label}-----\n${base64}\n-----END ${block?.label}-----\n`;
    });

async function expectRefusalOrCsr(text: string): Promise<void> {
  const read = await readCsr(text);
  if (read.ok) csrSchema.parse(read.csr);
  else {
    expect(read.refusals.length).toBeGreaterThan(0);
    for (const refusal of read.refusals) expect(explainCsrRefusal(refusal).length).toBeLessThanOrEqual(150);
  }
}

async function expectFaultsOrCertificate(csr: Csr, returned: string): Promise<void> {
  const approval = { commonName: 'web.example.com', approvedNames: csr.names, allowExtraNames: false };
  const judged = await checkCertificate({
    returned,
    csr,
    ...approval,
    maxValidityDays: 397,
    now: Date.now(),
  });
  if (judged.ok) certificateSchema.parse(judged.certificate);
  else {
    expect(judged.faults.length).toBeGreaterThan(0);
    if (judged.withheld) certificateSchema.parse(judged.withheld);
    for (const fault of judged.faults) expect(explainCertificateFault(fault).length).toBeLessThanOrEqual(150);
  }
}

const noise = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 2000 }),
  fc.uint8Array({ maxLength: 2000 }).map((octets) => Buffer.from(octets).toString('latin1')),
  fc.json(),
  fc
    .tuple(
      fc.constantFrom('CERTIFICATE REQUEST', 'CERTIFICATE'),
      fc.uint8Array({ minLength: 1, maxLength: 500 }),
    )
    .map(
      ([label, octets]) =>
        `-----BEGIN ${label}-----\n${Buffer.from(octets).toString('base64')}\n-----END ${label}-----`,
    ),
);

describe('readCsr', () => {
  it('never throws for damaged CSRs, nor for anything else', async () => {
    await fc.assert(fc.asyncProperty(damaged(csrs.map(({ pem }) => pem)), expectRefusalOrCsr), {
      numRuns: 2000,
    });
    await fc.assert(fc.asyncProperty(noise, expectRefusalOrCsr), { numRuns: 500 });
  });

  it('takes no damaged CSR for a good one', async () => {
    const whole = csrs.map(({ pem }) => pem);
    await fc.assert(
      fc.asyncProperty(damaged(whole), async (text) => {
        const read = await readCsr(text);
        if (read.ok) expect(whole).toContain(read.csr.pem);
      }),
      { numRuns: 1000 },
    );
  });

  it('sees the subject and names that another reader sees', async () => {
    for (const { pem } of csrs) {
      const other = new Pkcs10CertificateRequest(pem);
      const read = await readCsr(pem);
      if (!read.ok) continue;
      expect(await other.verify()).toBe(true);
      expect(other.subjectName.getField('CN')).toEqual([read.csr.commonName]);
      expect(Buffer.from(await other.publicKey.getThumbprint('SHA-256')).toString('hex')).toBe(
        read.csr.publicKeySha256,
      );
    }
  });
});

describe('checkCertificate', () => {
  it('never throws for damaged chains, nor for anything else', async () => {
    const read = await readCsr(csrs[2]?.pem ?? '');
    if (!read.ok) throw new Error('the third CSR is good');
    const judge = (text: string) => expectFaultsOrCertificate(read.csr, text);
    await fc.assert(fc.asyncProperty(damaged(chains), judge), { numRuns: 1000 });
    await fc.assert(fc.asyncProperty(noise, judge), { numRuns: 500 });
    await judge('x'.repeat(1_000_000));
    await judge('-----BEGIN CERTIFICATE-----\n'.repeat(40_000));
    await judge(`-----BEGIN CERTIFICATE-----\n${'MIIC'.repeat(250_000)}\n-----END CERTIFICATE-----`);
  });

  it('passes no certificate that was damaged', async () => {
    const read = await readCsr(csrs[2]?.pem ?? '');
    if (!read.ok) throw new Error('the third CSR is good');
    const [, , whole = ''] = chains;
    const approval = { commonName: 'web.example.com', approvedNames: read.csr.names, allowExtraNames: false };
    await fc.assert(
      fc.asyncProperty(damaged([whole]), async (text) => {
        const returned = text + ca.pem;
        const judged = await checkCertificate({
          returned,
          csr: read.csr,
          ...approval,
          maxValidityDays: null,
          now: Date.now(),
        });
        if (judged.ok) expect(whole).toContain(judged.certificate.leafPem);
      }),
      { numRuns: 1000 },
    );
  });
});
