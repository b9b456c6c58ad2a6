import type { Csr } from '../../domain/csr.js';

/** A CSR's key for people: "RSA 4096 bits", "EC P-256", "Ed25519". */
export function keyWords(key: Csr['key']): string {
  switch (key.algorithm) {
    case 'RSA':
      return `RSA ${key.bits} bits`;
    case 'EC':
      return `EC ${key.curve}`;
    case 'Ed25519':
    case 'Ed448':
      return key.algorithm;
  }
}
