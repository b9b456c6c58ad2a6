import { childrenOf, type DerElement, derTags, encodeDer, octetsOf, readDer, readOid } from './der.js';
import { der } from './write-der.js';

/** What a passphrase was stretched with (PBKDF2, HMAC-SHA-256) and what went into AES-256-CBC besides the key. */
export type Pbes2 = { readonly salt: Buffer; readonly iterations: number; readonly iv: Buffer };

/** What stands encrypted under PBES2. */
export type Encrypted = Pbes2 & { readonly ciphertext: Buffer };

const oids = {
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  hmacSha256: '1.2.840.113549.2.9',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
} as const;

/** The AlgorithmIdentifier of PBES2 (RFC 8018 A.4). */
export function pbes2Algorithm({ salt, iterations, iv }: Pbes2): DerElement {
  const pseudoRandom = der.sequence(der.oid(oids.hmacSha256), der.null());
  const derivation = der.sequence(der.octets(salt), der.integer(iterations), pseudoRandom);
  return der.sequence(
    der.oid(oids.pbes2),
    der.sequence(
      der.sequence(der.oid(oids.pbkdf2), derivation),
      der.sequence(der.oid(oids.aes256Cbc), der.octets(iv)),
    ),
  );
}

/** An EncryptedPrivateKeyInfo (RFC 5958 3) as DER. */
export function encodeEncryptedKey(encrypted: Encrypted): Buffer {
  return encodeDer(der.sequence(pbes2Algorithm(encrypted), der.octets(encrypted.ciphertext)));
}

/** Reads what `encodeEncryptedKey` wrote; throws on anything else, another algorithm too. */
export function readEncryptedKey(bytes: Buffer): Encrypted {
  const [algorithm, ciphertext] = childrenOf(readDer(bytes));
  const [scheme, parameters] = childrenOf(algorithm);
  const [derivation, encryption] = childrenOf(parameters);
  const [kdf, kdfParameters] = childrenOf(derivation);
  const [salt, iterations, pseudoRandom] = childrenOf(kdfParameters);
  const [cipher, iv] = childrenOf(encryption);
  const found = [scheme, kdf, childrenOf(pseudoRandom)[0], cipher].map((oid) => readOid(oid));
  if (found.join() !== Object.values(oids).join()) throw new SyntaxError('not encrypted as we do');
  const count = octetsOf(iterations, derTags.integer);
  return {
    salt: octetsOf(salt, derTags.octetString),
    iterations: count.readUIntBE(0, count.length),
    iv: octetsOf(iv, derTags.octetString),
    ciphertext: octetsOf(ciphertext, derTags.octetString),
  };
}
