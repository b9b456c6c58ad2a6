import { X509Certificate } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { aCa, aCertificate, aCsr, aKey, anIntermediate } from './pki.js';
import { openssl } from './pki-openssl.js';

describe('the PKI builders', () => {
  it('make a CSR that openssl verifies, for each kind of key', () => {
    for (const kind of ['rsa2048', 'p256', 'p384', 'p521', 'ed25519', 'ed448'] as const) {
      const { pem } = aCsr({
        commonName: 'web.example.com',
        names: ['web.example.com', '10.0.0.1'],
        key: kind,
      });
      expect(openssl(['req', '-verify', '-noout', '-subject'], pem)).toContain('CN = web.example.com');
    }
  });

  it('make a chain of leaf, intermediate and root that verifies', () => {
    const root = aCa();
    const intermediate = anIntermediate({ ca: root, key: 'ed25519' });
    const csr = aCsr({ commonName: 'web.example.com', names: ['web.example.com'] });
    const leaf = new X509Certificate(aCertificate({ ca: intermediate, csr }).pem);
    expect(leaf.verify(new X509Certificate(intermediate.pem).publicKey)).toBe(true);
    expect(new X509Certificate(intermediate.pem).verify(new X509Certificate(root.pem).publicKey)).toBe(true);
    expect(leaf.subjectAltName).toBe('DNS:web.example.com');
    expect([leaf.ca, new X509Certificate(root.pem).ca]).toEqual([false, true]);
  });

  it('make certificates that are over, without subject, or with other names', () => {
    const ca = aCa();
    const csr = aCsr({ names: ['a.example.com'] });
    const over = aCertificate({
      ca,
      csr,
      notBefore: new Date('2020-01-01'),
      notAfter: new Date('2020-02-01'),
    });
    expect(new X509Certificate(over.pem).validTo).toBe('Feb  1 00:00:00 2020 GMT');
    const other = aCertificate({ ca, csr, names: ['b.example.com'] });
    expect(new X509Certificate(other.pem).subjectAltName).toBe('DNS:b.example.com');
  });

  it('give the same key for the same label and leave no directory behind', () => {
    expect(aKey('p256', 'x')).toBe(aKey('p256', 'x'));
    expect(aKey('p256', 'x').pem).not.toBe(aKey('p256', 'y').pem);
    expect(
      readdirSync(tmpdir()).filter((name) => name.startsWith(`countersign-pki-${process.pid}-`)),
    ).toEqual([]);
  });
});
