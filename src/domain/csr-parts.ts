import { type AskedExtensions, readAskedExtensions } from './asked-extensions.js';
import {
  childrenOf,
  type DerElement,
  derTags,
  encodeDer,
  expectTag,
  readBits,
  readDer,
  readOid,
} from './der.js';
import { type NameAttribute, readDistinguishedName } from './distinguished-name.js';
import { readSignatureAlgorithm, type SignatureAlgorithm } from './signature-algorithm.js';
import { readSubjectPublicKey, type SubjectPublicKey } from './subject-public-key.js';
import { readExtensions, type X509Extensions } from './x509-extensions.js';

/** A certification request taken apart (RFC 2986 4), not yet judged. */
export type CsrParts = {
  readonly subject: readonly NameAttribute[];
  readonly publicKey: SubjectPublicKey;
  readonly extensions: X509Extensions;
  /** What the extensions ask for besides names. */
  readonly asked: AskedExtensions;
  readonly hasChallengePassword: boolean;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly signature: Buffer;
  /** What is signed. */
  readonly body: Buffer;
};

const challengePassword = '1.2.840.113549.1.9.7';
// PKCS#9, and the one that Microsoft's tools wrote before.
const extensionRequests = ['1.2.840.113549.1.9.14', '1.3.6.1.4.1.311.2.1.14'];

/** Takes a CSR apart; throws where it is not one in strict DER. */
export function readCsrParts(der: Buffer): CsrParts {
  const [body, algorithm, signature, ...more] = childrenOf(readDer(der));
  const [version, subject, publicKey, attributeSet] = childrenOf(body);
  expectTag(version, derTags.integer);
  if (more.length > 0) throw new SyntaxError('DER: not a certification request');
  const attributes = attributeSet ? childrenOf(attributeSet, 0xa0).map(readAttribute) : [];
  const lists = attributes.flatMap(extensionListsOf);
  return {
    subject: readDistinguishedName(subject),
    publicKey: readSubjectPublicKey(publicKey),
    extensions: readExtensions(lists),
    asked: readAskedExtensions(lists),
    hasChallengePassword: attributes.some(({ oid }) => oid === challengePassword),
    signatureAlgorithm: readSignatureAlgorithm(algorithm),
    signature: readBits(signature),
    body: encodeDer(expectTag(body, derTags.sequence)),
  };
}

type Attribute = { readonly oid: string; readonly values: readonly DerElement[] };

function readAttribute(element: DerElement): Attribute {
  const [type, values] = childrenOf(element);
  return { oid: readOid(type), values: childrenOf(values, derTags.set) };
}

function extensionListsOf({ oid, values }: Attribute): readonly DerElement[] {
  return extensionRequests.includes(oid) ? values : [];
}
