import { z } from 'zod';
import { nameSchema } from './names.js';
import { publicKeySchema } from './public-key.js';

/** A CSR that was read and found good (read-csr.ts), as requests keep it. */
export const csrSchema = z
  .object({
    /** One block, 64 columns, standard armour: what the script gets. May contain a challenge password. */
    pem: z.string(),
    commonName: z.string().nullable(),
    subject: z.array(z.object({ type: z.string(), value: z.string() }).readonly()).readonly(),
    /** The subject alternative names, each once, in the CSR's order. */
    names: z.array(nameSchema).readonly(),
    key: publicKeySchema,
    signature: z.string(),
    /** SHA-256 over the DER of the SubjectPublicKeyInfo, lower-case hex. */
    publicKeySha256: z.string().regex(/^[0-9a-f]{64}$/),
    /** People take the challenge password for secret: who sees the CSR sees it, so they are warned. */
    hasChallengePassword: z.boolean(),
  })
  .readonly();

export type Csr = z.infer<typeof csrSchema>;
