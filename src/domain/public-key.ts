import { z } from 'zod';

/** The kinds of key we certify. */
export const publicKeySchema = z.discriminatedUnion('algorithm', [
  z.object({ algorithm: z.literal('RSA'), bits: z.int().positive() }).readonly(),
  z.object({ algorithm: z.literal('EC'), curve: z.enum(['P-256', 'P-384', 'P-521']) }).readonly(),
  z.object({ algorithm: z.literal('Ed25519') }).readonly(),
  z.object({ algorithm: z.literal('Ed448') }).readonly(),
]);

export type PublicKey = z.infer<typeof publicKeySchema>;

/** "RSA 2048", "EC P-256", "Ed25519". */
export function formatPublicKey(key: PublicKey): string {
  switch (key.algorithm) {
    case 'RSA':
      return `RSA ${key.bits}`;
    case 'EC':
      return `EC ${key.curve}`;
    default:
      return key.algorithm;
  }
}
