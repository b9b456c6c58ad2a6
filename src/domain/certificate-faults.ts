import { assertNever } from './assert-never.js';
import { printable, printableList } from './printable.js';

/** What came back is far larger than any chain; the rest of it is not looked at. */
export const MOST_CERTIFICATES = 32;

/** What is wrong with the text that came back, from a script or an admin: no certificate to be judged. */
type ReturnFault =
  | { readonly code: 'empty' }
  | { readonly code: 'private-key' }
  | { readonly code: 'too-many' }
  | { readonly code: 'not-a-certificate'; readonly found: 'text' | 'damaged' | 'csr' };

/** What is wrong with the certificate itself. Times are milliseconds. */
type LeafFault =
  | { readonly code: 'key-mismatch' }
  | { readonly code: 'missing-names'; readonly names: readonly string[] }
  | { readonly code: 'extra-names'; readonly names: readonly string[] }
  | { readonly code: 'wrong-common-name'; readonly found: string }
  | { readonly code: 'is-a-ca' }
  | { readonly code: 'not-yet-valid'; readonly notBefore: number }
  | { readonly code: 'ended'; readonly notAfter: number }
  | { readonly code: 'too-long'; readonly days: number; readonly allowedDays: number };

/** What is wrong with the chain; `subject` is the certificate at fault. */
type ChainFault =
  | { readonly code: 'bad-chain-signature'; readonly subject: string }
  | { readonly code: 'issuer-not-a-ca'; readonly subject: string }
  | { readonly code: 'unrelated-certificate'; readonly subject: string };

/** Why a certificate is withheld. Nothing of a private key is ever in it. */
export type CertificateFault = ReturnFault | LeafFault | ChainFault;

const NOT_A_CERTIFICATE = {
  text: 'The text holds no certificate in PEM form.',
  damaged: 'The text holds a certificate that is cut off or damaged.',
  csr: 'The text holds a CSR, not a certificate.',
} as const;

/** One sentence for admins and the thread, at most 150 characters. */
export function explainCertificateFault(fault: CertificateFault): string {
  switch (fault.code) {
    case 'empty':
      return 'The text is empty: it holds no certificate.';
    case 'private-key':
      return 'The text holds a private key. It is not kept: consider the key compromised.';
    case 'too-many':
      return `The text holds more than ${MOST_CERTIFICATES} certificates; only the first ones were looked at.`;
    case 'not-a-certificate':
      return NOT_A_CERTIFICATE[fault.found];
    case 'bad-chain-signature':
      return `${printable(fault.subject, 60)} names an issuer that came with it, but that issuer did not sign it.`;
    case 'issuer-not-a-ca':
      return `${printable(fault.subject, 60)} stands in the chain as an issuer, but is not a CA.`;
    case 'unrelated-certificate':
      return `${printable(fault.subject, 60)} came along, but is not in the certificate's chain.`;
    default:
      return explainLeafFault(fault);
  }
}

function explainLeafFault(fault: LeafFault): string {
  switch (fault.code) {
    case 'key-mismatch':
      return "The certificate is for another key than the CSR's.";
    case 'missing-names':
      return `The certificate lacks names that were approved: ${printableList(fault.names)}.`;
    case 'extra-names':
      return `The certificate has names that nobody approved: ${printableList(fault.names)}.`;
    case 'wrong-common-name':
      return `The certificate's common name, ${printable(fault.found)}, is not the one that was approved.`;
    case 'is-a-ca':
      return 'The certificate is a CA: it could certify others.';
    case 'not-yet-valid':
      return `The certificate is valid only from ${dateOf(fault.notBefore)} on.`;
    case 'ended':
      return `The certificate ended on ${dateOf(fault.notAfter)}.`;
    case 'too-long':
      return `The certificate is valid for ${fault.days} days; the profile allows ${fault.allowedDays}.`;
    default:
      return assertNever(fault);
  }
}

function dateOf(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
