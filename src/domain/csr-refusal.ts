import { assertNever } from './assert-never.js';
import { printable, printableList } from './printable.js';

/** 64 KB: a CSR with hundreds of names and an RSA-4096 key is a tenth of that. */
export const CSR_LIMIT = 64 * 1024;

/** Why a text is not one CSR. Nothing of a private key is ever in it. */
type TextRefusal =
  | { readonly code: 'empty' }
  | { readonly code: 'private-key' }
  | { readonly code: 'too-large' }
  | { readonly code: 'not-a-csr'; readonly found: 'text' | 'damaged' | 'certificate' | 'public-key' }
  | { readonly code: 'more-than-one'; readonly count: number };

/** What is wrong with a CSR's key and signature. */
type KeyRefusal =
  | { readonly code: 'bad-signature' }
  | { readonly code: 'weak-key'; readonly key: string }
  | { readonly code: 'unsupported-key'; readonly key: string }
  | { readonly code: 'weak-digest'; readonly signature: string }
  | { readonly code: 'unsupported-signature'; readonly signature: string };

/** What is wrong with what a CSR asks for. */
type WishRefusal =
  | { readonly code: 'asks-to-be-ca' }
  | { readonly code: 'no-names' }
  | { readonly code: 'several-common-names'; readonly names: readonly string[] }
  | { readonly code: 'unsupported-name'; readonly names: readonly string[] }
  | { readonly code: 'bad-name'; readonly names: readonly string[] }
  | { readonly code: 'bad-subject'; readonly fields: readonly string[] };

/** Why a text is not taken as a CSR. */
export type CsrRefusal = TextRefusal | KeyRefusal | WishRefusal;

const NOT_A_CSR = {
  text: 'No CSR found. Paste all of it, from -----BEGIN CERTIFICATE REQUEST----- to the END line.',
  damaged: 'The CSR is cut off or damaged. Paste all of it, BEGIN and END lines too, or send it as a file.',
  certificate: 'This is a certificate, not a CSR. Make a CSR: openssl req -new -key key.pem -out csr.pem',
  'public-key': 'This is a public key, not a CSR. Make a CSR: openssl req -new -key key.pem -out csr.pem',
} as const;

/** One sentence for the person who sent it, at most 150 characters: what is wrong and what to do. */
export function explainCsrRefusal(refusal: CsrRefusal): string {
  switch (refusal.code) {
    case 'empty':
      return 'Paste a CSR, or send it as a file. Make one: openssl req -new -key key.pem -out csr.pem';
    case 'private-key':
      return 'This holds a private key. It is not stored, but it went through Slack: consider it compromised and make a new key and CSR.';
    case 'too-large':
      return `This is larger than ${CSR_LIMIT / 1024} KB. Send the CSR alone: openssl req -in csr.pem -out small.pem`;
    case 'not-a-csr':
      return NOT_A_CSR[refusal.found];
    case 'more-than-one':
      return `There are ${refusal.count} CSRs in this. Send one: each certificate is a request of its own.`;
    default:
      return explainKeyOrWish(refusal);
  }
}

function explainKeyOrWish(refusal: KeyRefusal | WishRefusal): string {
  switch (refusal.code) {
    case 'bad-signature':
      return "The CSR's signature does not fit its key: it was changed after signing. Make it again: openssl req -new -key key.pem";
    case 'weak-key':
      return `The key is too weak (${printable(refusal.key)}). Make a new one: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048`;
    case 'unsupported-key':
      return `This kind of key is not taken: ${printable(refusal.key)}. Use RSA, EC P-256, P-384 or P-521, Ed25519 or Ed448.`;
    case 'weak-digest':
      return `The CSR is signed with a digest that is broken (${printable(refusal.signature)}). Make it again with -sha256.`;
    case 'unsupported-signature':
      return `This kind of signature is not taken: ${printable(refusal.signature)}. Make the CSR again with -sha256.`;
    case 'asks-to-be-ca':
      return 'The CSR asks for a CA certificate. Make it again without basicConstraints CA:TRUE and keyUsage keyCertSign.';
    case 'no-names':
      return 'The CSR names nothing: add a common name or names, as in openssl req -addext "subjectAltName=DNS:host.example.com"';
    case 'several-common-names':
      return `The CSR has several common names (${printableList(refusal.names)}). Keep one; the others go into subjectAltName.`;
    case 'unsupported-name':
      return `Names of this kind are not taken: ${printableList(refusal.names)}. Use DNS, IP, email or URI names.`;
    case 'bad-name':
      return `Not valid as a name: ${printableList(refusal.names)}. Correct it in the CSR's subjectAltName.`;
    case 'bad-subject':
      return `The subject has invisible characters or is too long in: ${printableList(refusal.fields)}. Make the CSR again without.`;
    default:
      return assertNever(refusal);
  }
}
