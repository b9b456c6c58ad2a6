import { openssl } from './pki-openssl.js';

const recipes: Readonly<Record<KeyKind, readonly [algorithm: string, option?: string]>> = {
  rsa1024: ['RSA', 'rsa_keygen_bits:1024'],
  rsa2048: ['RSA', 'rsa_keygen_bits:2048'],
  rsa3072: ['RSA', 'rsa_keygen_bits:3072'],
  rsa4096: ['RSA', 'rsa_keygen_bits:4096'],
  rsaPss2048: ['RSA-PSS', 'rsa_keygen_bits:2048'],
  p256: ['EC', 'ec_paramgen_curve:P-256'],
  p384: ['EC', 'ec_paramgen_curve:P-384'],
  p521: ['EC', 'ec_paramgen_curve:P-521'],
  secp256k1: ['EC', 'ec_paramgen_curve:secp256k1'],
  ed25519: ['ED25519'],
  ed448: ['ED448'],
};

export type KeyKind =
  | 'rsa1024'
  | 'rsa2048'
  | 'rsa3072'
  | 'rsa4096'
  | 'rsaPss2048'
  | 'p256'
  | 'p384'
  | 'p521'
  | 'secp256k1'
  | 'ed25519'
  | 'ed448';

export type Key = { readonly kind: KeyKind; readonly pem: string; readonly publicPem: string };

const made = new Map<string, Key>();

/** A key pair by openssl, made once per process for each kind and label: another label is another key. */
export function aKey(kind: KeyKind = 'p256', label = 'first'): Key {
  const known = made.get(`${kind} ${label}`);
  if (known) return known;
  const [algorithm, option] = recipes[kind];
  const pem = openssl(['genpkey', '-algorithm', algorithm, ...(option ? ['-pkeyopt', option] : [])]);
  const key = { kind, pem, publicPem: openssl(['pkey', '-pubout'], pem) };
  made.set(`${kind} ${label}`, key);
  return key;
}

/** Ed25519 and Ed448 sign the message itself: openssl wants no digest named for them. */
export function digestArguments(key: Key, digest = 'sha256'): readonly string[] {
  return key.kind.startsWith('ed') ? [] : [`-${digest}`];
}
