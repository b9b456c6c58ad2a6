import { createPrivateKey, createPublicKey, randomBytes, X509Certificate } from 'node:crypto';
import { type Encrypted, readEncryptedKey } from '../domain/encrypted-key.js';
import { findPemBlocks } from '../domain/pem.js';
import { authenticatedSafe, certificateBags, pfx } from '../domain/pfx.js';
import type { Companions, KeyMaker, Locked } from '../workflow/key-maker.js';
import { createGate } from './gate.js';
import { makeKey } from './make-key.js';
import { decrypt, encrypt, ITERATIONS } from './pbes2.js';
import { macOf } from './pfx-mac.js';

/**
 * At once per process: each takes one of libuv's four threads, which files and name look-ups need too. A passphrase is
 * tried while Slack waits, so that never stands behind a large key.
 */
const AT_ONCE = { making: 2, trying: 1 } as const;

/**
 * Keys by node:crypto, their files by our own ASN.1 (decision 30). `iterations` is what a passphrase is stretched by,
 * in every place where one could guess at it; fewer are for tests alone.
 */
export function createKeyMaker(iterations = ITERATIONS): KeyMaker {
  const [making, trying] = [createGate(AT_ONCE.making), createGate(AT_ONCE.trying)];
  return {
    make: (wish, passphrase) => making(() => makeKey(wish, passphrase, iterations)),
    opens: (locked, certificate) => trying(() => opens(locked, certificate)),
    bundle: (locked, companions) => bundle(locked, companions, iterations),
  };
}

async function opens({ encryptedPem, passphrase }: Locked, certificate: string): Promise<boolean> {
  const { publicKey } = new X509Certificate(certificate);
  const found = await decrypt(encryptedOf(encryptedPem), passphrase, (plain) => publicKeyOf(plain));
  return found?.equals(publicKey) ?? false;
}

/** Null: one time in 256 a wrong passphrase leaves a padding that looks right. */
function publicKeyOf(plain: Buffer) {
  try {
    return createPublicKey(createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' }));
  } catch {
    return null;
  }
}

async function bundle(
  { encryptedPem, passphrase }: Locked,
  companions: Companions,
  iterations: number,
): Promise<Buffer> {
  const label = { friendlyName: companions.friendlyName, localKeyId: randomBytes(20) };
  const bags = certificateBags(companions.certificates.map(derOf), label);
  const safe = authenticatedSafe(await encrypt(bags, passphrase, iterations), derOf(encryptedPem), label);
  return pfx(safe, await macOf(safe, passphrase, iterations));
}

function encryptedOf(pem: string): Encrypted {
  return readEncryptedKey(derOf(pem));
}

function derOf(pem: string): Buffer {
  const [block] = findPemBlocks(pem);
  if (!block?.der) throw new SyntaxError('not one block of PEM');
  return block.der;
}
