import { checkCertificate } from '../domain/certificate.js';
import { explainCertificateFault } from '../domain/certificate-faults.js';
import type { Person, Roster } from '../domain/person.js';
import type { Request, Status } from '../domain/request.js';
import { attachCertificate, markFailed } from '../domain/settle-unknown.js';
import { auditRequest } from './audit.js';
import type { Change, Clock, Directory, RequestStore } from './ports.js';
import { type AdminRefusal, refuseAdmin } from './refuse-admin.js';
import { type WakeDeps, wake } from './wake.js';

export type SettleUnknownDeps = WakeDeps & {
  readonly requests: RequestStore;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly admins: Roster;
};

export type SettleUnknownRefusal =
  | AdminRefusal
  | { readonly code: 'not-unknown'; readonly status: Status }
  | { readonly code: 'run-may-live'; readonly until: number }
  | { readonly code: 'certificate-does-not-fit'; readonly sentences: readonly string[] };

export type SettleUnknownResult =
  | { readonly kind: 'settled'; readonly request: Request }
  | {
      readonly kind: 'refused';
      readonly refusals: readonly SettleUnknownRefusal[];
      readonly request: Request;
    }
  | { readonly kind: 'no-such-request' };

/** What an admin found at the CA: the certificate (PEM, checked as any other), or that it issued nothing. */
export type Finding = { readonly kind: 'certificate'; readonly pem: string } | { readonly kind: 'nothing' };

/**
 * Ends the doubt about an unknown request by what an admin found at the CA; only for admins. While the run may
 * still be alive nobody can know that the CA issued nothing.
 */
export async function settleUnknown(
  deps: SettleUnknownDeps,
  requestId: string,
  by: Person,
  finding: Finding,
): Promise<SettleUnknownResult> {
  const request = await deps.requests.read(requestId);
  if (!request) return { kind: 'no-such-request' };
  const refusal = await refuseAdmin(deps, by);
  if (refusal) return { kind: 'refused', refusals: [refusal], request };
  const now = deps.clock.now();
  const settle = await settlement(request, by, finding, now);
  const changed = await deps.requests.update(
    requestId,
    (current): Change<Request, readonly SettleUnknownRefusal[]> => {
      if (current.status !== 'unknown') return { refusal: [{ code: 'not-unknown', status: current.status }] };
      if (finding.kind === 'nothing' && now < current.retryAfter) {
        return { refusal: [{ code: 'run-may-live', until: current.retryAfter }] };
      }
      if (!settle.ok) return { refusal: [settle.refusal] };
      const next = settle.apply(current);
      const entry = { at: now, actor: by, surface: 'slack' } as const;
      return { next, audit: auditRequest(next, { ...entry, action: `request.settled-${next.status}` }) };
    },
  );
  if (changed.kind === 'changed') {
    await wake(deps, changed.record);
    return { kind: 'settled', request: changed.record };
  }
  if (changed.kind === 'refused') {
    return { kind: 'refused', refusals: changed.refusal, request: changed.record };
  }
  return { kind: 'no-such-request' };
}

type Settlement =
  | { readonly ok: true; readonly apply: (current: Extract<Request, { status: 'unknown' }>) => Request }
  | { readonly ok: false; readonly refusal: SettleUnknownRefusal };

async function settlement(request: Request, by: Person, finding: Finding, now: number): Promise<Settlement> {
  if (finding.kind === 'nothing') return { ok: true, apply: (current) => markFailed(current, by.user, now) };
  const { csr, commonName, names, allowExtraNames, maxValidityDays } = request.snapshot;
  const judged = await checkCertificate({
    ...{ returned: finding.pem, csr, commonName, approvedNames: names },
    ...{ allowExtraNames, maxValidityDays, now },
  });
  if (!judged.ok) {
    const sentences = judged.faults.map(explainCertificateFault);
    return { ok: false, refusal: { code: 'certificate-does-not-fit', sentences } };
  }
  return { ok: true, apply: (current) => attachCertificate(current, judged.certificate, by.user, now) };
}
