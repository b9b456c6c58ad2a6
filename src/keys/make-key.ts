import { generateKeyPair, type KeyObject, sign as signNow } from 'node:crypto';
import { promisify } from 'node:util';
import {
  certificationRequest,
  certificationRequestInfo,
  type Signing,
} from '../domain/certification-request.js';
import { encodeEncryptedKey } from '../domain/encrypted-key.js';
import type { KeyType } from '../domain/key-type.js';
import type { KeyWish } from '../domain/key-wish.js';
import { encodePem } from '../domain/pem.js';
import type { MadePair } from '../workflow/key-maker.js';
import { encrypt, zero } from './pbes2.js';

const generate = promisify(generateKeyPair);
const sign = promisify(signNow);

type Pair = { readonly privateKey: KeyObject; readonly publicKey: KeyObject };

const pairs: Readonly<Record<KeyType, () => Promise<Pair>>> = {
  'EC P-256': () => generate('ec', { namedCurve: 'P-256' }),
  'EC P-384': () => generate('ec', { namedCurve: 'P-384' }),
  'RSA 2048': () => generate('rsa', { modulusLength: 2048 }),
  'RSA 3072': () => generate('rsa', { modulusLength: 3072 }),
  'RSA 4096': () => generate('rsa', { modulusLength: 4096 }),
  Ed25519: () => generate('ed25519'),
};

const rsa = { oid: '1.2.840.113549.1.1.11', hasNull: true, digest: 'sha256' } as const;

/** RFC 5758 3.2: each curve with the digest of its own strength. */
const signings: Readonly<Record<KeyType, Signing & { readonly digest: string | null }>> = {
  'EC P-256': { oid: '1.2.840.10045.4.3.2', hasNull: false, digest: 'sha256' },
  'EC P-384': { oid: '1.2.840.10045.4.3.3', hasNull: false, digest: 'sha384' },
  ...{ 'RSA 2048': rsa, 'RSA 3072': rsa, 'RSA 4096': rsa },
  Ed25519: { oid: '1.3.101.112', hasNull: false, digest: null },
};

/** The CSR of a wish, signed with that pair. PEM. */
async function signedBy({ privateKey, publicKey }: Pair, wish: KeyWish): Promise<string> {
  const info = certificationRequestInfo({
    ...{ subject: wish.subject, names: wish.names },
    publicKey: publicKey.export({ type: 'spki', format: 'der' }),
  });
  const { digest, ...signing } = signings[wish.keyType];
  const signature = await sign(digest, info, privateKey);
  return encodePem('CERTIFICATE REQUEST', certificationRequest(info, signing, signature));
}

/** The CSR of a new key that nobody keeps. PEM. */
export async function throwAwayCsr(wish: KeyWish): Promise<string> {
  return signedBy(await pairs[wish.keyType](), wish);
}

/**
 * A new key, encrypted under the passphrase at once, and a CSR that it signed. Making it, signing and stretching the
 * passphrase are done by threads of libuv. The plain key is in one buffer, which is zeroed, and in openssl's memory.
 */
export async function makeKey(wish: KeyWish, passphrase: string, iterations: number): Promise<MadePair> {
  const pair = await pairs[wish.keyType]();
  const csrPem = await signedBy(pair, wish);
  const { privateKey } = pair;
  const plain = privateKey.export({ type: 'pkcs8', format: 'der' });
  try {
    const encrypted = encodeEncryptedKey(await encrypt(plain, passphrase, iterations));
    return {
      csrPem,
      encryptedPem: encodePem('ENCRYPTED PRIVATE KEY', encrypted),
    };
  } finally {
    zero([plain]);
  }
}
