import type { Profile } from '../domain/profile.js';
import type { Request } from '../domain/request.js';
import { auditRequest } from './audit.js';
import type { Change, Clock, RequestStore } from './ports.js';
import { type WakeDeps, wake } from './wake.js';

export type TendRequestDeps = WakeDeps & { readonly requests: RequestStore; readonly clock: Clock };

/** A step that nobody asked for, if it is still due at the swap (null: it is not), with its audit entry and wake-up. */
export async function tendRequest(
  deps: TendRequestDeps,
  id: string,
  action: string,
  step: (request: Request) => Request | null,
  guard?: Profile,
): Promise<Request | null> {
  const at = deps.clock.now();
  const changed = await deps.requests.update(id, (request): Change<Request, 'nothing-to-do'> => {
    const next = step(request);
    if (!next) return { refusal: 'nothing-to-do' };
    const audit = auditRequest(next, { at, actor: { system: 'recovery' }, surface: 'recovery', action });
    if (!guard) return { next, audit };
    return { next, audit, guard: { kind: 'profile', id: guard.id, revision: guard.revision } };
  });
  if (changed.kind !== 'changed') return null;
  deps.log.info({ requestId: id, action, status: changed.record.status }, 'recovered');
  await wake(deps, changed.record);
  return changed.record;
}
