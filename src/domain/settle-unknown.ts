import type { Certificate } from './certificate.js';
import { endRun } from './finish-run.js';
import { baseOf, type RequestIn } from './request.js';

/** An unknown request for which an admin found and attached the CA's certificate, already checked. */
export function attachCertificate(
  request: RequestIn<'unknown'>,
  certificate: Certificate,
  by: string,
  now: number,
): RequestIn<'issued'> {
  const base = endRun(baseOf(request), request.run, 'settled', now);
  return { ...base, sealed: {}, status: 'issued', certificate, issuedAt: now, attachedBy: by };
}

/** An unknown request for which an admin found that the CA issued nothing. */
export function markFailed(request: RequestIn<'unknown'>, by: string, now: number): RequestIn<'failed'> {
  const base = endRun(baseOf(request), request.run, 'settled', now);
  const found = { code: 'marked-failed', faults: [], withheld: null, markedBy: by, class: 'script' } as const;
  return { ...base, status: 'failed', failure: { ...found, run: request.run, at: now } };
}
