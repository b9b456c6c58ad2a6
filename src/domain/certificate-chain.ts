import type { CertificateFault } from './certificate-faults.js';
import { type CertificateParts, isAuthority } from './certificate-parts.js';

/** The issuers of a leaf, each after one that it certified, and what is wrong with them. */
export type CertificateChain = {
  readonly issuers: readonly CertificateParts[];
  readonly faults: readonly CertificateFault[];
};

/**
 * Orders what came with `leaf` by who signed whom. A certificate that two CAs certify (cross-signing) may have
 * both with it. Nothing with it is no fault: there is just nothing to verify.
 */
export function buildChain(leaf: CertificateParts, others: readonly CertificateParts[]): CertificateChain {
  const chain = [leaf];
  const faults: CertificateFault[] = [];
  let rest = others;
  // The chain grows while it is walked.
  for (const subject of chain) {
    const named = rest.filter((other) => isNamedIssuer(subject, other));
    const signers = named.filter((other) => hasSigned(subject, other));
    const isOpen = named.length > 0 && signers.length === 0 && !hasSigned(subject, subject);
    if (isOpen) faults.push({ code: 'bad-chain-signature', subject: subject.subject });
    chain.push(...signers);
    const settled = isOpen ? named : signers;
    rest = rest.filter((other) => !settled.includes(other));
  }
  const issuers = chain.slice(1);
  return {
    issuers,
    faults: [
      ...faults,
      ...issuers.filter((issuer) => !isAuthority(issuer)).map((issuer) => at('issuer-not-a-ca', issuer)),
      ...rest.map((other) => at('unrelated-certificate', other)),
    ],
  };
}

function at(
  code: 'issuer-not-a-ca' | 'unrelated-certificate',
  { subject }: CertificateParts,
): CertificateFault {
  return { code, subject };
}

function isNamedIssuer(subject: CertificateParts, other: CertificateParts): boolean {
  // The same name in another string type is the same name; openssl compares as RFC 5280 7.1 says.
  return other.subjectDer.equals(subject.issuerDer) || subject.x509.checkIssued(other.x509);
}

function hasSigned(subject: CertificateParts, issuer: CertificateParts): boolean {
  try {
    return subject.x509.verify(issuer.x509.publicKey);
  } catch {
    return false;
  }
}
