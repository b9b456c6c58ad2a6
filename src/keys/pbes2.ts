import { createCipheriv, createDecipheriv, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { Encrypted } from '../domain/encrypted-key.js';

/**
 * OWASP's figure for PBKDF2 with HMAC-SHA-256 (Password Storage Cheat Sheet): about 0.2 s for whoever guesses, and
 * for us. node:crypto's own export of an encrypted key has 2048 and no way to say otherwise.
 */
export const ITERATIONS = 600_000;

const stretch = promisify(pbkdf2);

/** Encrypts under a passphrase: PBES2 with PBKDF2-HMAC-SHA-256, off the event loop, and AES-256-CBC. */
export async function encrypt(plain: Buffer, passphrase: string, iterations: number): Promise<Encrypted> {
  const parameters = { salt: randomBytes(16), iterations, iv: randomBytes(16) };
  return withKey(parameters, passphrase, (key) => {
    const cipher = createCipheriv('aes-256-cbc', key, parameters.iv);
    return { ...parameters, ciphertext: Buffer.concat([cipher.update(plain), cipher.final()]) };
  });
}

/** What was encrypted, for `use` only: the bytes are zeroed when it is done. Null: another passphrase. */
export async function decrypt<T>(
  encrypted: Encrypted,
  passphrase: string,
  use: (plain: Buffer) => T,
): Promise<T | null> {
  return withKey(encrypted, passphrase, (key) => {
    const decipher = createDecipheriv('aes-256-cbc', key, encrypted.iv);
    const parts = [decipher.update(encrypted.ciphertext)];
    try {
      parts.push(decipher.final());
    } catch {
      zero(parts);
      return null; // the padding is wrong: so is the passphrase
    }
    const plain = Buffer.concat(parts);
    try {
      return use(plain);
    } finally {
      zero([...parts, plain]);
    }
  });
}

export function zero(buffers: readonly Buffer[]): void {
  for (const buffer of buffers) buffer.fill(0);
}

async function withKey<T>(
  { salt, iterations }: Pick<Encrypted, 'salt' | 'iterations'>,
  passphrase: string,
  use: (key: Buffer) => T,
): Promise<T> {
  const password = Buffer.from(passphrase, 'utf8');
  const key = await stretch(password, salt, iterations, 32, 'sha256').finally(() => zero([password]));
  try {
    return use(key);
  } finally {
    zero([key]);
  }
}
