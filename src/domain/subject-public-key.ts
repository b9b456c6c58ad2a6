import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import {
  childrenOf,
  type DerElement,
  derTags,
  encodeDer,
  expectTag,
  hasTag,
  readBits,
  readOid,
} from './der.js';
import type { PublicKey } from './public-key.js';

/** A SubjectPublicKeyInfo as it was found. `key` is null where it is no kind of key that we certify. */
export type SubjectPublicKey = {
  readonly sha256: string;
  readonly key: PublicKey | null;
  /** What it is, for people, whether we certify it or not. */
  readonly found: string;
  /** Under 2048 bits, or with an exponent that signs nothing (CA/Browser Forum BR 6.1.6). */
  readonly isWeak: boolean;
  /** null where openssl cannot make anything of it. */
  readonly object: KeyObject | null;
};

const curves = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
} as const;

/** Reads a SubjectPublicKeyInfo (RFC 5280 4.1.2.7); throws where it is not DER. */
export function readSubjectPublicKey(element: DerElement | undefined): SubjectPublicKey {
  const whole = expectTag(element, derTags.sequence);
  const [algorithm, point] = childrenOf(whole);
  const [type, parameters] = childrenOf(algorithm);
  const der = encodeDer(whole);
  const sha256 = createHash('sha256').update(der).digest('hex');
  const object = loadKey(der);
  const judged = judge(readOid(type), parameters, readBits(point), object);
  return { sha256, object, ...judged };
}

type Judged = Pick<SubjectPublicKey, 'key' | 'found' | 'isWeak'>;

function judge(
  oid: string,
  parameters: DerElement | undefined,
  bits: Buffer,
  object: KeyObject | null,
): Judged {
  const unsupported = (found: string): Judged => ({ key: null, found, isWeak: false });
  if (!object) return unsupported(`a key of kind ${oid}`);
  switch (object.asymmetricKeyType) {
    case 'rsa':
      return judgeRsa(object);
    case 'ec':
      return judgeEc(parameters, bits, object);
    case 'ed25519':
      return { key: { algorithm: 'Ed25519' }, found: 'Ed25519', isWeak: false };
    case 'ed448':
      return { key: { algorithm: 'Ed448' }, found: 'Ed448', isWeak: false };
    default:
      return unsupported(object.asymmetricKeyType?.toUpperCase() ?? oid);
  }
}

function judgeRsa(object: KeyObject): Judged {
  const { modulusLength: bits = 0, publicExponent = 0n } = object.asymmetricKeyDetails ?? {};
  const found = `RSA ${bits}`;
  // openssl verifies nothing above 16384 bits.
  if (bits === 0 || bits > 16_384) return { key: null, found, isWeak: false };
  const isWeak = bits < 2048 || publicExponent < 3n || publicExponent % 2n === 0n;
  return { key: { algorithm: 'RSA', bits }, found, isWeak };
}

function judgeEc(parameters: DerElement | undefined, bits: Buffer, object: KeyObject): Judged {
  const oid = hasTag(parameters, derTags.oid) ? readOid(parameters) : null;
  const curve = Object.entries(curves).find(([known]) => known === oid)?.[1];
  const found = `EC ${curve ?? (oid ? (object.asymmetricKeyDetails?.namedCurve ?? oid) : 'explicit parameters')}`;
  // RFC 5480 2.2: implementations need only know the uncompressed point (it starts with 4).
  if (!curve || bits[0] !== 4)
    return { key: null, found: curve ? `${found} compressed` : found, isWeak: false };
  return { key: { algorithm: 'EC', curve }, found, isWeak: false };
}

function loadKey(der: Buffer): KeyObject | null {
  try {
    return createPublicKey({ key: der, format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}
