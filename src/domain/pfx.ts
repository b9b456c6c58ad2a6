import { type DerElement, encodeDer, readDer } from './der.js';
import { type Encrypted, pbes2Algorithm } from './encrypted-key.js';
import { der } from './write-der.js';

const oids = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certificateBag: '1.2.840.113549.1.12.10.1.3',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
  sha256: '2.16.840.1.101.3.4.2.1',
} as const;

/** By what key and certificate are known in the file: the alias that keytool shows, and what ties the two together. */
export type Label = { readonly friendlyName: string; readonly localKeyId: Buffer };

/** The SafeContents with the certificates, the key's own first (RFC 7292 4.2.3); it is encrypted by the caller. */
export function certificateBags(certificates: readonly Buffer[], label: Label): Buffer {
  return encodeDer(
    der.sequence(
      ...certificates.map((certificate, i) =>
        bag(
          oids.certificateBag,
          der.sequence(der.oid(oids.x509Certificate), der.tagged(0, der.octets(certificate))),
          i === 0 ? label : null,
        ),
      ),
    ),
  );
}

/** The AuthenticatedSafe (RFC 7292 4.1): the encrypted certificates, and the encrypted PKCS#8 as it is. */
export function authenticatedSafe(certificates: Encrypted, encryptedKey: Buffer, label: Label): Buffer {
  const keyBags = der.sequence(bag(oids.shroudedKeyBag, readDer(encryptedKey), label));
  return encodeDer(der.sequence(encryptedData(certificates), data(encodeDer(keyBags))));
}

/** The PFX (RFC 7292 4) around an AuthenticatedSafe with its HMAC-SHA-256. */
export function pfx(
  safe: Buffer,
  mac: { readonly digest: Buffer; readonly salt: Buffer; readonly iterations: number },
): Buffer {
  const digest = der.sequence(der.sequence(der.oid(oids.sha256), der.null()), der.octets(mac.digest));
  const macData = der.sequence(digest, der.octets(mac.salt), der.integer(mac.iterations));
  return encodeDer(der.sequence(der.integer(3), data(safe), macData));
}

function data(content: Buffer): DerElement {
  return der.sequence(der.oid(oids.data), der.tagged(0, der.octets(content)));
}

function encryptedData(encrypted: Encrypted): DerElement {
  const content = der.sequence(
    der.oid(oids.data),
    pbes2Algorithm(encrypted),
    der.taggedOctets(0, encrypted.ciphertext),
  );
  return der.sequence(der.oid(oids.encryptedData), der.tagged(0, der.sequence(der.integer(0), content)));
}

function bag(type: string, value: DerElement, label: Label | null): DerElement {
  const attributes = label
    ? [
        der.set(
          attribute(oids.friendlyName, der.bmp(label.friendlyName)),
          attribute(oids.localKeyId, der.octets(label.localKeyId)),
        ),
      ]
    : [];
  return der.sequence(der.oid(type), der.tagged(0, value), ...attributes);
}

function attribute(type: string, value: DerElement): DerElement {
  return der.sequence(der.oid(type), der.set(value));
}
