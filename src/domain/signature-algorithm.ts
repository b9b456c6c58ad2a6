import { constants, type KeyObject, verify } from 'node:crypto';
import { childrenOf, type DerElement, derTags, octetsOf, readOid, tagOf } from './der.js';

/** How a CSR or certificate is signed. `keyType` is node:crypto's name of the key that such a signature needs. */
export type SignatureAlgorithm = {
  readonly name: string;
  readonly keyType: string | null;
  readonly digest: string | null;
  /** RSASSA-PSS (RFC 4055 3.1) carries the length of its salt. */
  readonly pssSaltLength: number | null;
};

type Known = readonly [name: string, keyType: string, digest: string | null];

const known: Readonly<Record<string, Known>> = {
  '1.2.840.113549.1.1.4': ['md5WithRSAEncryption', 'rsa', 'md5'],
  '1.2.840.113549.1.1.5': ['sha1WithRSAEncryption', 'rsa', 'sha1'],
  '1.2.840.113549.1.1.14': ['sha224WithRSAEncryption', 'rsa', 'sha224'],
  '1.2.840.113549.1.1.11': ['sha256WithRSAEncryption', 'rsa', 'sha256'],
  '1.2.840.113549.1.1.12': ['sha384WithRSAEncryption', 'rsa', 'sha384'],
  '1.2.840.113549.1.1.13': ['sha512WithRSAEncryption', 'rsa', 'sha512'],
  '1.2.840.10045.4.1': ['ecdsa-with-SHA1', 'ec', 'sha1'],
  '1.2.840.10045.4.3.1': ['ecdsa-with-SHA224', 'ec', 'sha224'],
  '1.2.840.10045.4.3.2': ['ecdsa-with-SHA256', 'ec', 'sha256'],
  '1.2.840.10045.4.3.3': ['ecdsa-with-SHA384', 'ec', 'sha384'],
  '1.2.840.10045.4.3.4': ['ecdsa-with-SHA512', 'ec', 'sha512'],
  '1.3.101.112': ['Ed25519', 'ed25519', null],
  '1.3.101.113': ['Ed448', 'ed448', null],
};

const digests: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** Reads an AlgorithmIdentifier; one that we do not know has its OID as name and no keyType. */
export function readSignatureAlgorithm(element: DerElement | undefined): SignatureAlgorithm {
  const [type, parameters] = childrenOf(element);
  const oid = readOid(type);
  if (oid === '1.2.840.113549.1.1.10') return readPss(parameters);
  const [name, keyType, digest] = known[oid] ?? [oid, null, null];
  return { name, keyType, digest, pssSaltLength: null };
}

/** MD5 and SHA-1 signatures can be forged (RFC 6151, RFC 8017 B.1). */
export function hasWeakDigest({ digest }: SignatureAlgorithm): boolean {
  return digest === 'md5' || digest === 'sha1';
}

/** True where `signature` over `data` is by `key`, of the very kind that `algorithm` says. */
export function verifySignature(
  algorithm: SignatureAlgorithm,
  key: KeyObject,
  data: Buffer,
  signature: Buffer,
): boolean {
  if (algorithm.keyType === null || algorithm.keyType !== key.asymmetricKeyType) return false;
  const padding =
    algorithm.pssSaltLength === null
      ? {}
      : { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: algorithm.pssSaltLength };
  try {
    return verify(algorithm.digest, data, { key, ...padding }, signature);
  } catch {
    // openssl throws for parameters that no signature can have, such as a salt longer than the key.
    return false;
  }
}

function readPss(parameters: DerElement | undefined): SignatureAlgorithm {
  const fields = new Map(childrenOf(parameters).map((field) => [tagOf(field), field]));
  const [hash] = fields.has(0xa0) ? childrenOf(fields.get(0xa0), 0xa0) : [];
  // Left out, the digest is SHA-1 and the salt 20 octets.
  const digest = hash ? digests[readOid(childrenOf(hash)[0])] : 'sha1';
  const [salt] = fields.has(0xa2) ? childrenOf(fields.get(0xa2), 0xa2) : [];
  const pssSaltLength = salt ? readSmallInteger(salt) : 20;
  const name = `RSASSA-PSS with ${digest?.toUpperCase() ?? 'an unknown digest'}`;
  return { name, keyType: digest ? 'rsa' : null, digest: digest ?? null, pssSaltLength };
}

function readSmallInteger(element: DerElement): number {
  const octets = octetsOf(element, derTags.integer);
  if (octets.length === 0 || octets.length > 4) throw new SyntaxError('DER: salt length out of bounds');
  return octets.readIntBE(0, octets.length);
}
