import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { canonicalJson } from '../domain/canonical-json.js';
import type { Binding, EncryptedValue } from '../domain/encrypted-value.js';
import type { SecretOpener, SecretSealer, StateBox } from '../workflow/ports.js';
import { type KeyRing, keyNamed, newestKey } from './key-ring.js';

/** NIST SP 800-38D 8.2.2: a random nonce of 96 bits; 5.2.1.2: the full tag of 128. */
const [NONCE_BYTES, TAG_BYTES] = [12, 16];

/**
 * Seals under the newest key of the ring (AES-256-GCM). `mark` is an HMAC-SHA256 under `digestKey` over the value
 * and its whole binding, so that equal values of two requests have different marks.
 */
export function createSealer(ring: KeyRing, digestKey: Buffer): SecretSealer {
  return {
    seal: (value, binding) => seal(ring, Buffer.from(value, 'utf8'), binding),
    mark: (value, binding) =>
      createHmac('sha256', digestKey)
        .update(canonicalJson({ ...bound(binding), value }))
        .digest('hex'),
  };
}

/** Opens what any key of the ring sealed. For the worker only: whoever holds it can read every value. */
export function createOpener(ring: KeyRing): SecretOpener {
  return { open: (value, binding) => open(ring, value, binding).toString('utf8') };
}

/**
 * Seals and opens what profiles keep between runs, for the worker. Bound to the profile, under a name that no
 * parameter can have.
 */
export function createStateBox(ring: KeyRing): StateBox {
  const binding = (id: string): Binding => ({ owner: 'profile', id, name: '/state' });
  return {
    seal: (archive, profileId) => seal(ring, Buffer.from(archive, 'utf8'), binding(profileId)),
    open: (sealed, profileId) => open(ring, sealed, binding(profileId)).toString('utf8'),
  };
}

/** Bytes sealed under the newest key, for this binding and no other. */
export function seal(ring: KeyRing, value: Buffer, binding: Binding): EncryptedValue {
  const { name, key } = newestKey(ring);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(additionalData(name, binding));
  const ciphertext = Buffer.concat([cipher.update(value), cipher.final()]);
  return {
    format: 1,
    key: name,
    nonce: nonce.toString('base64'),
    ciphertext: ciphertext.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  };
}

/** The bytes again. Throws, without a word of them, when key, binding or a single bit is another one. */
export function open(ring: KeyRing, sealed: EncryptedValue, binding: Binding): Buffer {
  const { key } = keyNamed(ring, sealed.key);
  const nonce = Buffer.from(sealed.nonce, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(additionalData(sealed.key, binding));
    decipher.setAuthTag(Buffer.from(sealed.tag, 'base64'));
    return Buffer.concat([decipher.update(Buffer.from(sealed.ciphertext, 'base64')), decipher.final()]);
  } catch (cause) {
    const { owner, id, name } = binding;
    throw new Error(
      `the sealed value ${JSON.stringify(name)} of ${owner} ${id} does not open: it was changed, was sealed for another place, or key ${JSON.stringify(sealed.key)} is another one now`,
      { cause },
    );
  }
}

/** Field by field: a binding may come with fields that are none of ours. */
function bound({ owner, id, name }: Binding): Binding {
  return { owner, id, name };
}

function additionalData(key: string, binding: Binding): Buffer {
  return Buffer.from(canonicalJson({ ...bound(binding), format: 1, key }), 'utf8');
}
