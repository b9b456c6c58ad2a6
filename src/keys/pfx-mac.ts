import { createHmac, hash, randomBytes } from 'node:crypto';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { zero } from './pbes2.js';

/** Rounds between two looks at other work: about 3 ms. */
const SLICE = 2000;

/**
 * The MAC of a PKCS#12 file (RFC 7292 B): HMAC-SHA-256 under a key that the passphrase is stretched to. As many
 * rounds as the encryption has, else this would be the cheaper place to guess at; openssl's 2048 are.
 */
export async function macOf(
  safe: Buffer,
  passphrase: string,
  iterations: number,
): Promise<{ readonly digest: Buffer; readonly salt: Buffer; readonly iterations: number }> {
  const salt = randomBytes(16);
  const key = await stretchForMac(passphrase, salt, iterations);
  const digest = createHmac('sha256', key).update(safe).digest();
  zero([key]);
  return { digest, salt, iterations };
}

/**
 * B.2 for 32 octets of SHA-256: a single block, so its loop over blocks falls away. D is 64 times the id of a MAC key,
 * salt and passphrase are each repeated to whole blocks of 64.
 */
async function stretchForMac(passphrase: string, salt: Buffer, iterations: number): Promise<Buffer> {
  const password = wideText(passphrase);
  const start = Buffer.concat([Buffer.alloc(64, 3), inBlocks(salt), inBlocks(password)]);
  let key = hash('sha256', start, 'buffer');
  zero([password, start]);
  for (let round = 1; round < iterations; round++) {
    if (round % SLICE === 0) await yieldToOthers();
    key = hash('sha256', key, 'buffer');
  }
  return key;
}

function inBlocks(bytes: Buffer): Buffer {
  const whole = Buffer.alloc(64 * Math.ceil(bytes.length / 64));
  for (let at = 0; at < whole.length; at += 1) whole[at] = bytes[at % bytes.length] ?? 0;
  return whole;
}

/** A BMPString with the two zeros that end it (B.1). */
function wideText(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'utf16le').swap16();
}
