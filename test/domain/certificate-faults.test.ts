import { describe, expect, it } from 'vitest';
import { type CertificateFault, explainCertificateFault } from '../../src/domain/certificate-faults.js';

const long = `\n\u202e${'x'.repeat(300)}`;
const time = Date.parse('2026-01-02T03:04:05Z');
const faults: readonly CertificateFault[] = [
  { code: 'empty' },
  { code: 'private-key' },
  { code: 'too-many' },
  { code: 'not-a-certificate', found: 'text' },
  { code: 'not-a-certificate', found: 'damaged' },
  { code: 'not-a-certificate', found: 'csr' },
  { code: 'key-mismatch' },
  { code: 'missing-names', names: [long, long] },
  { code: 'extra-names', names: [long, long] },
  { code: 'wrong-common-name', found: long },
  { code: 'is-a-ca' },
  { code: 'bad-chain-signature', subject: long },
  { code: 'issuer-not-a-ca', subject: long },
  { code: 'unrelated-certificate', subject: long },
  { code: 'not-yet-valid', notBefore: time },
  { code: 'ended', notAfter: time },
  { code: 'too-long', days: 398, allowedDays: 90 },
];

describe('explainCertificateFault', () => {
  it.each(faults)('has a sentence of at most 150 visible characters for $code', (fault) => {
    const sentence = explainCertificateFault(fault);
    expect(sentence.length).toBeLessThanOrEqual(150);
    expect(sentence).toMatch(/^[A-Z\uFFFD][\P{C}]+$/u);
  });

  it.each(faults)('speaks for $code of the text or its certificates, whoever brought them', (fault) => {
    const sentence = explainCertificateFault(fault);
    expect(sentence).not.toMatch(/script|returned|attached/i);
    expect(sentence).toMatch(/^The (certificate|text)\b|\b(issuer|chain)\b/);
  });

  it('names the day and the hour', () => {
    expect(explainCertificateFault({ code: 'ended', notAfter: time })).toContain('2026-01-02 03:04 UTC');
  });
});
