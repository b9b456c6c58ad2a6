import { z } from 'zod';
import { nameSchema } from './names.js';

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** What was looked at and found right; 'chain' only where an issuer's certificate was there to check with. */
export const certificateCheckSchema = z.enum(['key', 'names', 'not-ca', 'chain', 'validity']);

/** A certificate as requests keep it. Hex is lower case without colons, times are milliseconds. */
export const certificateSchema = z
  .object({
    leafPem: z.string(),
    /** The issuers that came with it, each after the one it certified. */
    chainPem: z.array(z.string()).readonly(),
    commonName: z.string().nullable(),
    names: z.array(nameSchema).readonly(),
    issuer: z.string(),
    serial: z.string().regex(/^[0-9a-f]+$/),
    notBefore: z.number(),
    notAfter: z.number(),
    fingerprintSha256: sha256Schema,
    publicKeySha256: sha256Schema,
    signature: z.string(),
    checks: z.array(certificateCheckSchema).readonly(),
  })
  .readonly();

export type Certificate = z.infer<typeof certificateSchema>;
export type CertificateCheck = z.infer<typeof certificateCheckSchema>;

/** Leaf, then issuers: the order TLS servers want (RFC 8446 4.4.2). */
export function fullChainPem({ leafPem, chainPem }: Certificate): string {
  return [leafPem, ...chainPem].join('');
}
