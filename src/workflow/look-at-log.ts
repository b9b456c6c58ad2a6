import type { Person, Roster } from '../domain/person.js';
import { readRequestId } from '../domain/read-request-id.js';
import type { Request } from '../domain/request.js';
import type { RunLog } from '../domain/run-log.js';
import { auditRequest } from './audit.js';
import { isOnRoster, refuseStanding } from './authorize.js';
import type { AuditLog, Clock, Directory, RequestStore, RunLogStore } from './ports.js';

export type LookAtLogDeps = {
  readonly requests: Pick<RequestStore, 'read'>;
  readonly runLogs: Pick<RunLogStore, 'read'>;
  readonly auditLog: AuditLog;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly admins: Roster;
};

export type LookAtLogResult =
  /** `log` is null if there is none of this run: it never was, has not ended, or its log is not there any more. */
  | { readonly kind: 'seen'; readonly request: Request; readonly run: number; readonly log: RunLog | null }
  | { readonly kind: 'no-such-request' }
  | { readonly kind: 'not-an-admin' };

/**
 * What the script printed in one run of a request (`run` null: in the last), for admins alone. `typed` is the id as
 * somebody typed it. The look is in the audit log before they see it.
 */
export async function lookAtLog(
  deps: LookAtLogDeps,
  look: { readonly typed: string; readonly run: number | null; readonly by: Person },
): Promise<LookAtLogResult> {
  const refusal = await refuseStanding(deps, look.by, deps.admins);
  if (refusal || !(await isOnRoster(deps, deps.admins, look.by.user))) return { kind: 'not-an-admin' };
  const id = readRequestId(look.typed);
  const request = id === null ? null : await deps.requests.read(id);
  if (!request) return { kind: 'no-such-request' };
  const run = look.run ?? request.runs.length;
  const log = run > 0 ? await deps.runLogs.read(request.id, run) : null;
  if (log) {
    const entry = {
      at: deps.clock.now(),
      actor: look.by,
      surface: 'slack',
      action: 'request.log-seen',
    } as const;
    await deps.auditLog.append(auditRequest(request, { ...entry, facts: { run } }));
  }
  return { kind: 'seen', request, run, log };
}
