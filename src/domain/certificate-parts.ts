import { createHash, X509Certificate } from 'node:crypto';
import { childrenOf, type DerElement, derTags, encodeDer, hasTag, octetsOf, readDerStart } from './der.js';
import { readDerTime } from './der-time.js';
import { commonNamesOf, formatDistinguishedName, readDistinguishedName } from './distinguished-name.js';
import { type Name, nameOfHost, uniqueNames } from './names.js';
import { encodePem } from './pem.js';
import { readSignatureAlgorithm } from './signature-algorithm.js';
import { readSubjectPublicKey } from './subject-public-key.js';
import { readExtensions, type X509Extensions } from './x509-extensions.js';

/** A certificate taken apart (RFC 5280 4.1), not yet judged. `x509` verifies its signature. */
export type CertificateParts = {
  readonly x509: X509Certificate;
  readonly pem: string;
  readonly serial: string;
  readonly signature: string;
  readonly subject: string;
  readonly issuer: string;
  readonly subjectDer: Buffer;
  readonly issuerDer: Buffer;
  readonly commonNames: readonly string[];
  readonly notBefore: number;
  readonly notAfter: number;
  readonly publicKeySha256: string;
  readonly fingerprintSha256: string;
  readonly extensions: X509Extensions;
};

/** Takes the certificate at the start of `der` apart; null where there is none. */
export function readCertificateParts(der: Buffer): CertificateParts | null {
  try {
    // A TRUSTED CERTIFICATE has openssl's own notes behind the certificate.
    return takeApart(readDerStart(der));
  } catch {
    return null;
  }
}

/** All that it names: the subject alternative names, and common names that are a host's. */
export function namesOf({ extensions, commonNames }: CertificateParts): readonly Name[] {
  return uniqueNames([...extensions.names, ...commonNames.flatMap((name) => nameOfHost(name) ?? [])]);
}

/** May certify others: CA:TRUE, and a keyUsage (if it has one) that includes it (RFC 5280 4.2.1.9). */
export function isAuthority({ extensions }: CertificateParts): boolean {
  return extensions.isCa && extensions.signsCertificates !== false;
}

function takeApart(whole: DerElement): CertificateParts {
  const [body] = childrenOf(whole);
  const fields = childrenOf(body);
  // The version is left out of version 1.
  const [serial, algorithm, issuer, validity, subject, publicKey, ...more] = hasTag(fields[0], 0xa0)
    ? fields.slice(1)
    : fields;
  const [notBefore, notAfter] = childrenOf(validity);
  const lists = more.filter((field) => hasTag(field, 0xa3)).flatMap((list) => childrenOf(list, 0xa3));
  const subjectName = readDistinguishedName(subject);
  const der = encodeDer(whole);
  return {
    x509: new X509Certificate(der),
    pem: encodePem('CERTIFICATE', der),
    serial: hexOf(octetsOf(serial, derTags.integer)),
    signature: readSignatureAlgorithm(algorithm).name,
    subject: formatDistinguishedName(subjectName),
    issuer: formatDistinguishedName(readDistinguishedName(issuer)),
    subjectDer: subject ? encodeDer(subject) : Buffer.alloc(0),
    issuerDer: issuer ? encodeDer(issuer) : Buffer.alloc(0),
    commonNames: commonNamesOf(subjectName),
    notBefore: readDerTime(notBefore),
    notAfter: readDerTime(notAfter),
    publicKeySha256: readSubjectPublicKey(publicKey).sha256,
    fingerprintSha256: createHash('sha256').update(der).digest('hex'),
    extensions: readExtensions(lists),
  };
}

/** As openssl prints a serial, in lower case: without the octet that only keeps the number positive. */
function hexOf(integer: Buffer): string {
  const hex = integer.toString('hex');
  return hex.length > 2 && hex.startsWith('00') ? hex.slice(2) : hex;
}
