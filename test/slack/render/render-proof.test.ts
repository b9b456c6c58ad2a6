import { describe, expect, it } from 'vitest';
import { listNames } from '../../../src/slack/render/list-names.js';
import { certificateFileName, renderProof } from '../../../src/slack/render/render-proof.js';
import { aCertificate, aRequest, aSnapshot } from '../../builders/request.js';

const dns = (value: string) => ({ kind: 'dns', value }) as const;

describe('renderProof', () => {
  it('says what the certificate is and what was checked, to the requester', () => {
    expect(renderProof(aRequest({ status: 'issued' })).split('\n')).toEqual([
      '<@U0EVE> your certificate for `www.example.com` is ready.',
      '*Names* www.example.com, example.com',
      '*Issuer* CN=Example CA',
      '*Serial* `0a1b2c3d`',
      expect.stringMatching(/^\*Valid\* <!date\^1767603600\^.*> to <!date\^1770195600\^.*>$/),
      `*SHA-256* \`${'f'.repeat(64)}\``,
      '*Checked* the key is the one of the CSR; the names are those that were approved; it is not a CA; every signature in the chain verifies; it is valid now; for not more than 90 days.',
    ]);
  });

  it('says that the issuer was not checked when no chain came', () => {
    const certificate = aCertificate({ chainPem: [], checks: ['key', 'names', 'not-ca', 'validity'] });
    const proof = renderProof(aRequest({ status: 'issued', certificate }));
    expect(proof).toContain('no chain came with it, so the issuer was not checked');
    expect(proof).not.toContain('every signature');
  });

  it('says who attached a certificate', () => {
    expect(renderProof(aRequest({ status: 'issued', attachedBy: 'U0ADA' }))).toContain(
      'is ready (attached by <@U0ADA>).',
    );
  });

  it('keeps what a CA wrote as text, and short', () => {
    const certificate = aCertificate({ issuer: `CN=<!channel> & ${'x'.repeat(999)}` });
    const proof = renderProof(aRequest({ status: 'issued', certificate }));
    expect(proof).toContain('*Issuer* CN=&lt;!channel&gt; &amp; xxx');
    expect(proof.length).toBeLessThan(1200);
  });
});

describe('certificateFileName', () => {
  it.each([
    ['www.example.com', 'www.example.com.pem'],
    ['*.example.com', '_wildcard.example.com.pem'],
    ['../../etc/passwd', '_.._etc_passwd.pem'],
    ["Eve's client <1>", 'Eve_s_client_1_.pem'],
    ['дом', '_.pem'],
    ['..', 'certificate.pem'],
    ['eve@example.com', 'eve@example.com.pem'],
    [`${'a'.repeat(60)}.${'b'.repeat(60)}`, `${'a'.repeat(60)}.${'b'.repeat(38)}.pem`],
  ])('makes a name that every file system takes of %s', (commonName, name) => {
    expect(certificateFileName(aRequest({ status: 'issued', snapshot: aSnapshot({ commonName }) }))).toBe(
      name,
    );
  });
});

describe('listNames', () => {
  it('names as many as there is room for, whole, and counts the others', () => {
    const names = ['a.example.com', 'b.example.com', 'c.example.com'].map(dns);
    expect(listNames(names, 100)).toBe('a.example.com, b.example.com, c.example.com');
    expect(listNames(names, 28)).toBe('a.example.com, b.example.com and 1 more');
    expect(listNames(names, 27)).toBe('a.example.com and 2 more');
    expect(listNames([{ kind: 'ip', value: '192.0.2.1' }], 100)).toBe('ip:192.0.2.1');
    expect(listNames([dns('x'.repeat(99))], 10)).toBe('xxxxxxxxx…');
  });
});
