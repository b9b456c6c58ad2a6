import type { Actor, AuditEntry } from '../domain/audit-entry.js';
import type { Request } from '../domain/request.js';

type Facts = AuditEntry['facts'];

/** An audit entry about a request. `facts` never hold a sensitive value. */
export function auditRequest(
  request: Pick<Request, 'id' | 'digest'>,
  entry: {
    readonly at: number;
    readonly actor: Actor;
    readonly surface: AuditEntry['surface'];
    readonly action: string;
    readonly facts?: Facts;
  },
): AuditEntry {
  const { at, actor, surface, action } = entry;
  const facts = { digest: request.digest, ...entry.facts };
  return { format: 1, at, actor, surface, action, subject: { kind: 'request', id: request.id }, facts };
}
