import type { Certificate } from './certificate.js';
import { baseOf, type Failure, type Request, type RequestBase, type RequestIn } from './request.js';
import type { Run, RunEnd } from './run.js';

/** What a run brought: a certificate that passed every check, a failure, or no way to tell. */
export type RunResult =
  | { readonly kind: 'issued'; readonly certificate: Certificate }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | {
      readonly kind: 'unknown';
      readonly why: RequestIn<'unknown'>['why'];
      readonly retryAfter: number;
    };

/**
 * The request after run `number` brought `result`. A late result of the run that left `unknown` settles it; a
 * certificate of any other run, a withheld one too, is kept as an extra one, and anything else of another run changes nothing (null).
 */
export function finishRun(request: Request, number: number, result: RunResult, now: number): Request | null {
  const isCurrent = (request.status === 'issuing' || request.status === 'unknown') && request.run === number;
  if (!isCurrent) {
    const certificate = certificateIn(result);
    return certificate ? keepExtra(request, number, certificate, now) : null;
  }
  if (result.kind === 'unknown' && request.status === 'unknown') return null;
  return conclude(endRun(baseOf(request), number, endOf(result), now), number, result, now);
}

/** Whatever the CA issued, be it withheld. */
function certificateIn(result: RunResult): Certificate | null {
  if (result.kind === 'issued') return result.certificate;
  return result.kind === 'failed' ? result.failure.withheld : null;
}

function conclude(base: RequestBase, number: number, result: RunResult, now: number): Request {
  switch (result.kind) {
    case 'issued':
      return {
        ...base,
        sealed: {},
        status: 'issued',
        certificate: result.certificate,
        issuedAt: now,
        attachedBy: null,
      };
    case 'failed':
      return { ...base, status: 'failed', failure: result.failure };
    case 'unknown':
      return {
        ...base,
        status: 'unknown',
        run: number,
        why: result.why,
        since: now,
        retryAfter: result.retryAfter,
      };
  }
}

/** The request with run `number` marked as ended; a late result says better when and how than what stood there. */
export function endRun(base: RequestBase, number: number, outcome: RunEnd, now: number): RequestBase {
  const end = (run: Run): Run => (run.number === number ? { ...run, end: { at: now, outcome } } : run);
  return { ...base, changedAt: now, runs: base.runs.map(end) };
}

function endOf(result: RunResult): RunEnd {
  if (result.kind === 'unknown') return result.why === 'timed-out' ? 'timed-out' : 'lost';
  if (result.kind === 'failed') return result.failure.withheld ? 'withheld' : 'failed';
  return 'issued';
}

function keepExtra(request: Request, run: number, certificate: Certificate, now: number): Request | null {
  const known = [
    ...request.extraCertificates.map((extra) => extra.certificate),
    ...(request.status === 'issued' ? [request.certificate] : []),
  ];
  if (known.some(({ fingerprintSha256 }) => fingerprintSha256 === certificate.fingerprintSha256)) return null;
  const extraCertificates = [...request.extraCertificates, { run, at: now, certificate }];
  return { ...request, changedAt: now, extraCertificates };
}
