import { forgottenValues } from '../domain/grant-retry.js';
import type { Person, Roster } from '../domain/person.js';
import type { Request } from '../domain/request.js';
import { auditRequest } from './audit.js';
import { isOnRoster, refuseStanding } from './authorize.js';
import type { Change, Clock, Directory, RequestStore, SecretSealer } from './ports.js';

export type RestoreValueDeps = {
  readonly requests: RequestStore;
  readonly directory: Directory;
  readonly sealer: SecretSealer;
  readonly clock: Clock;
  readonly admins: Roster;
};

export type RestoreValueResult =
  | { readonly kind: 'restored'; readonly request: Request; readonly missing: readonly string[] }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'no-such-request' };

/**
 * Takes a sensitive dynamic value again that was deleted while its request waited for a retry. It has to be the
 * value that was approved: its mark says so, and any other is refused. Only from the requester or an admin: for
 * anybody else the answer would be a way to guess.
 */
export async function restoreValue(
  deps: RestoreValueDeps,
  entry: { readonly requestId: string; readonly by: Person; readonly name: string; readonly value: string },
): Promise<RestoreValueResult> {
  const { requestId: id, by, name } = entry;
  const request = await deps.requests.read(id);
  if (!request) return { kind: 'no-such-request' };
  if (!(await mayRestore(deps, request, by))) {
    return { kind: 'refused', sentence: 'Only the requester can enter this value again.' };
  }
  const value = entry.value.replace(/[\r\n]+$/, '');
  const binding = { owner: 'request', id, name } as const;
  const isApproved = request.snapshot.dynamicMarks[name] === deps.sealer.mark(value, binding);
  if (!isApproved) {
    const sentence = `This is not the ${name} that was approved. Enter that one, or make a new request.`;
    return { kind: 'refused', sentence };
  }
  const sealed = deps.sealer.seal(value, binding);
  const now = deps.clock.now();
  const changed = await deps.requests.update(id, (current): Change<Request, string> => {
    if (current.status !== 'failed' && current.status !== 'unknown') {
      return { refusal: 'There is nothing to retry any more.' };
    }
    const next: Request = { ...current, sealed: { ...current.sealed, [name]: sealed }, changedAt: now };
    const entry = { at: now, actor: by, surface: 'slack', action: 'request.value-restored' } as const;
    return { next, audit: auditRequest(next, { ...entry, facts: { name } }) };
  });
  if (changed.kind === 'refused') return { kind: 'refused', sentence: changed.refusal };
  if (changed.kind !== 'changed') return { kind: 'no-such-request' };
  return { kind: 'restored', request: changed.record, missing: forgottenValues(changed.record) };
}

async function mayRestore(deps: RestoreValueDeps, request: Request, by: Person): Promise<boolean> {
  if (await refuseStanding(deps, by)) return false;
  return request.requester.user === by.user || isOnRoster(deps, deps.admins, by.user);
}
