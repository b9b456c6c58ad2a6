import { z } from 'zod';
import { personSchema } from './person.js';

/** Where a message stands in Slack. */
export const cardPlaceSchema = z.strictObject({ channel: z.string(), ts: z.string() });
export type CardPlace = z.infer<typeof cardPlaceSchema>;

const about = { id: z.string(), at: z.number(), by: personSchema };

/**
 * What is still to be said about a profile in its channel. It is written in the step that made it true and taken
 * out when it was said, so that neither a crash nor a Slack that is down swallows it.
 */
export const profileNewsSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...about,
    kind: z.literal('version'),
    number: z.int().min(1),
    /** The profile's channel, and the one before when it moved. */
    channels: z.array(z.string()).readonly(),
  }),
  z.strictObject({
    ...about,
    kind: z.literal('status'),
    status: z.enum(['enabled', 'disabled', 'deleted']),
  }),
  /** An admin tests it for a name. */
  z.strictObject({ ...about, kind: z.literal('tested'), commonName: z.string() }),
  z.strictObject({ ...about, kind: z.literal('proposed'), proposal: z.string() }),
  z.strictObject({
    ...about,
    kind: z.literal('decided'),
    proposal: z.string(),
    outcome: z.enum(['let-through', 'turned-down', 'withdrawn', 'void']),
    reason: z.string().max(2000).nullable(),
    /** The proposal's card, which no longer asks for anything. Null: it was never posted. */
    card: cardPlaceSchema.nullable(),
  }),
]);
export type ProfileNews = z.infer<typeof profileNewsSchema>;
