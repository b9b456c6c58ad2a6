import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from './canonical-json.js';

/** Who did it: somebody in Slack, an operator on a terminal, or the system itself. */
export const actorSchema = z.union([
  z.strictObject({ user: z.string(), team: z.string() }),
  z.strictObject({ system: z.string() }),
]);
export type Actor = z.infer<typeof actorSchema>;

/** One line of the audit log, as it is hashed: never a sensitive value. Its sequence number is given by the store. */
export const auditEntrySchema = z.strictObject({
  format: z.literal(1),
  at: z.number(),
  actor: actorSchema,
  surface: z.enum(['slack', 'cli', 'worker', 'recovery', 'demo']),
  action: z.string(),
  subject: z.strictObject({ kind: z.enum(['request', 'profile', 'script']), id: z.string() }),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** SHA-256 (hex) of the entry's canonical JSON: what the sealer later chains and signs. */
export function auditHash(entry: AuditEntry): string {
  return createHash('sha256').update(canonicalJson(entry)).digest('hex');
}
