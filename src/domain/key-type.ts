import type { PublicKey } from './public-key.js';

/** The kinds of key that Countersign makes, as people choose them; the first one allowed is the one offered. */
export const keyTypes = ['EC P-256', 'EC P-384', 'RSA 2048', 'RSA 3072', 'RSA 4096', 'Ed25519'] as const;
export type KeyType = (typeof keyTypes)[number];

/** The key that a type makes. */
export const publicKeyOfType = {
  'EC P-256': { algorithm: 'EC', curve: 'P-256' },
  'EC P-384': { algorithm: 'EC', curve: 'P-384' },
  'RSA 2048': { algorithm: 'RSA', bits: 2048 },
  'RSA 3072': { algorithm: 'RSA', bits: 3072 },
  'RSA 4096': { algorithm: 'RSA', bits: 4096 },
  Ed25519: { algorithm: 'Ed25519' },
} as const satisfies Record<KeyType, PublicKey>;
