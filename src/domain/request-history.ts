import { z } from 'zod';
import { nameSchema } from './names.js';

/**
 * What the store knew about the same common name, names and key when the request was made: for approvers, as it
 * was then, so that the card stays a pure function of the request.
 */
export const requestHistorySchema = z.strictObject({
  /** The last certificate for the same common name, and how this request differs from it. */
  previous: z
    .strictObject({
      request: z.string(),
      profile: z.string(),
      issuedAt: z.number(),
      notAfter: z.number(),
      addedNames: z.array(nameSchema).readonly(),
      removedNames: z.array(nameSchema).readonly(),
      isSameKey: z.boolean(),
      isSameProfile: z.boolean(),
    })
    .nullable(),
  /** Certificates that hold one of these names and were valid then, the one that ends last first. */
  stillValid: z
    .array(z.strictObject({ request: z.string(), commonName: z.string(), notAfter: z.number() }))
    .readonly(),
  /** Earlier requests with the same public key, newest first. */
  keySeen: z
    .array(
      z.strictObject({
        request: z.string(),
        commonName: z.string(),
        requester: z.string(),
        createdAt: z.number(),
      }),
    )
    .readonly(),
  /** Issued certificates for another name that reads as one of these. */
  lookAlikes: z
    .array(z.strictObject({ name: z.string(), other: z.string(), request: z.string() }))
    .readonly()
    .default([]),
});
export type RequestHistory = z.infer<typeof requestHistorySchema>;
