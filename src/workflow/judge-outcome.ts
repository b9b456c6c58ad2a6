import { checkCertificate } from '../domain/certificate.js';
import { explainCertificateFault } from '../domain/certificate-faults.js';
import { classifyFailure } from '../domain/classify-failure.js';
import type { RunResult } from '../domain/finish-run.js';
import type { Failure, RequestIn } from '../domain/request.js';
import type { RunLog } from '../domain/run-log.js';
import type { RunOutcome } from './runner.js';

/** Whose run it was: a request's, or the test's of a profile. */
type Judged = Pick<RequestIn<'issuing'>, 'snapshot' | 'run'>;

/** What a run brought: a certificate only if it passes every check. `log` tells what a failure was for. */
export async function judgeOutcome(
  request: Judged,
  outcome: RunOutcome,
  log: RunLog,
  now: number,
): Promise<RunResult> {
  switch (outcome.kind) {
    case 'returned': {
      const { csr, commonName, names, allowExtraNames, maxValidityDays } = request.snapshot;
      const judged = await checkCertificate({
        ...{ returned: outcome.certificate, csr, commonName, approvedNames: names },
        ...{ allowExtraNames, maxValidityDays, now },
      });
      if (judged.ok) return { kind: 'issued', certificate: judged.certificate };
      const { withheld } = judged;
      const code = withheld ? 'certificate-withheld' : 'script-returned-nothing-usable';
      const faults = judged.faults.map(explainCertificateFault);
      // What the script said it did is no reason for a certificate that should not be.
      const ended = { ...log, firstLine: '', cause: 'returned' as const };
      return failed(request, now, {
        code,
        faults,
        withheld,
        class: withheld ? 'script' : classifyFailure(ended),
      });
    }
    case 'failed': {
      const { cause } = outcome;
      return failed(request, now, { code: failureCodes[cause], class: classifyFailure({ ...log, cause }) });
    }
    case 'timed-out':
      return { kind: 'unknown', why: 'timed-out', retryAfter: now };
    case 'lost':
      return { kind: 'unknown', why: 'lost', retryAfter: now };
  }
}

/** A sensitive value is not there or does not open: nothing was run. */
export function secretMissing(request: Pick<Judged, 'run'>, now: number): RunResult {
  return failed(request, now, { code: 'secret-missing', class: 'script' });
}

const failureCodes = {
  raised: 'script-raised',
  exited: 'script-exited',
  signalled: 'script-killed',
  'bad-return': 'script-returned-nothing-usable',
  'not-loadable': 'script-did-not-load',
} as const satisfies Record<Extract<RunOutcome, { kind: 'failed' }>['cause'], Failure['code']>;

function failed(
  { run }: Pick<Judged, 'run'>,
  at: number,
  found: Pick<Failure, 'code' | 'class'> & Partial<Failure>,
): RunResult {
  return { kind: 'failed', failure: { run, at, faults: [], withheld: null, markedBy: null, ...found } };
}
