import { type CertificateFault, MOST_CERTIFICATES } from './certificate-faults.js';
import { type CertificateParts, readCertificateParts } from './certificate-parts.js';
import { findPemBlocks } from './pem.js';
import { containsPrivateKey } from './private-key.js';

/** The certificates in what a script returned, each once, and what is wrong with the rest of it. */
export type Returned = {
  readonly certificates: readonly CertificateParts[];
  readonly faults: readonly CertificateFault[];
};

/** Finds the certificates in a text. A private key in it is a fault, and only what is not the key is kept. */
export function readReturned(text: string): Returned {
  const refuse = (fault: CertificateFault): Returned => ({ certificates: [], faults: [fault] });
  if (text.trim() === '') return refuse({ code: 'empty' });
  const hasKey = containsPrivateKey(text);
  const all = findPemBlocks(text);
  const blocks = all.filter(({ label }) => /^((X509|TRUSTED) )?CERTIFICATE$/.test(label));
  if (blocks.length === 0) {
    const found = all[0]?.label.endsWith('CERTIFICATE REQUEST') ? 'csr' : 'text';
    return refuse(hasKey ? { code: 'private-key' } : { code: 'not-a-certificate', found });
  }
  const read = blocks.slice(0, MOST_CERTIFICATES).map(({ der }) => (der ? readCertificateParts(der) : null));
  const certificates = read.filter((certificate) => certificate !== null);
  return {
    certificates: [...new Map(certificates.map((one) => [one.fingerprintSha256, one])).values()],
    faults: [
      ...(hasKey ? [{ code: 'private-key' } as const] : []),
      ...(blocks.length > MOST_CERTIFICATES ? [{ code: 'too-many' } as const] : []),
      ...(read.includes(null) ? [{ code: 'not-a-certificate', found: 'damaged' } as const] : []),
    ],
  };
}

/** The newest certificate for the CSR's key; without one, the likeliest: not a CA, and issuer of no other. */
export function chooseLeaf(
  certificates: readonly CertificateParts[],
  keySha256: string,
): CertificateParts | undefined {
  const newestFirst = certificates.toSorted((a, b) => b.notBefore - a.notBefore);
  const isIssuer = (one: CertificateParts) =>
    certificates.some((other) => other !== one && other.issuerDer.equals(one.subjectDer));
  return (
    newestFirst.find(({ publicKeySha256 }) => publicKeySha256 === keySha256) ??
    certificates.find((one) => !one.extensions.isCa && !isIssuer(one)) ??
    certificates.find((one) => !isIssuer(one)) ??
    certificates[0]
  );
}
