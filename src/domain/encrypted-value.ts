import { z } from 'zod';

/** A sensitive value at rest: AES-256-GCM under the named key of the ring; base64 fields. */
export const encryptedValueSchema = z.strictObject({
  format: z.literal(1),
  key: z.string(),
  nonce: z.string(),
  ciphertext: z.string(),
  tag: z.string(),
});
export type EncryptedValue = z.infer<typeof encryptedValueSchema>;

/**
 * What a sealed value is bound to (the AAD): the same bytes moved to another record or parameter do not open.
 * A draft has the id of what it will become, so a value is sealed once and never opened on the way.
 */
export type Binding = {
  readonly owner: 'profile' | 'request' | 'workspace';
  readonly id: string;
  readonly name: string;
};
