import { fateOfKey, type KeptKey, settleMadeKey } from '../domain/key-fate.js';
import type { Request } from '../domain/request.js';
import { auditRequest } from './audit.js';
import type { MadeKeyStore } from './made-keys.js';
import type { Change, Clock, RequestStore } from './ports.js';
import { type WakeDeps, wake } from './wake.js';

export type TendMadeKeysDeps = WakeDeps & {
  readonly requests: RequestStore;
  readonly madeKeys: MadeKeyStore;
  readonly clock: Clock;
};

/**
 * Deletes made keys whose time is over, whose request ended without a certificate or was never sent, and those that
 * a process which died had handed out already. The request says so first: a key that is there is never called
 * deleted for good, since the next round finds it again.
 */
export async function tendMadeKeys(deps: TendMadeKeysDeps): Promise<void> {
  for (const kept of await deps.madeKeys.kept()) {
    try {
      await tend(deps, kept);
    } catch (err) {
      deps.log.error({ requestId: kept.request, err }, 'a made key could not be tended');
    }
  }
}

async function tend(deps: TendMadeKeysDeps, kept: KeptKey): Promise<void> {
  const request = await deps.requests.read(kept.request);
  const fate = fateOfKey(kept, request, deps.clock.now());
  if (fate.kind === 'keep') {
    if (fate.until !== null) await deps.madeKeys.endBy(kept, fate.until);
    return;
  }
  if (fate.kind === 'give-up' && !(await giveUp(deps, kept))) return;
  await deps.madeKeys.remove(kept);
}

/** False: it is to be kept after all, as when somebody retried the request in the meantime. */
async function giveUp(deps: TendMadeKeysDeps, kept: KeptKey): Promise<boolean> {
  const now = deps.clock.now();
  const changed = await deps.requests.update(kept.request, (request): Change<Request, 'not-due'> => {
    const isDue = fateOfKey(kept, request, now).kind === 'give-up';
    const next = isDue ? settleMadeKey(request, 'deleted', now) : null;
    if (!next) return { refusal: 'not-due' };
    const entry = { at: now, actor: { system: 'recovery' }, surface: 'recovery' } as const;
    return { next, audit: auditRequest(next, { ...entry, action: 'request.key-deleted' }) };
  });
  if (changed.kind !== 'changed') return false;
  deps.log.info({ requestId: kept.request }, 'made key deleted');
  await wake(deps, changed.record);
  return true;
}
