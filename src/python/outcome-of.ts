import type { LeftState, RunOutcome, RunOutput } from '../workflow/runner.js';
import { certificateOf } from './certificate-of.js';
import type { ResultFrame } from './protocol.js';

/** A result frame in the words of the port. */
export function outcomeOf(result: ResultFrame, output: RunOutput, state?: LeftState): RunOutcome {
  const left = state === undefined ? {} : { state };
  if (result.kind === 'timed-out') return { kind: 'timed-out', afterMs: result.after_seconds * 1000, output };
  if (result.kind === 'failed') {
    const { cause, first_line: firstLine, detail } = result;
    return { kind: 'failed', cause, firstLine, detail, output, ...left };
  }
  const certificate = certificateOf(result.encoding, result.certificate);
  if (certificate !== undefined) return { kind: 'returned', certificate, output, ...left };
  const firstLine = 'certificate_request returned bytes that are neither PEM nor a DER certificate';
  return { kind: 'failed', cause: 'bad-return', firstLine, detail: '', output, ...left };
}

/** The script was never called, so nothing was asked of any CA. */
export function failedToStart(firstLine: string, output: RunOutput): RunOutcome {
  return { kind: 'failed', cause: 'not-loadable', firstLine, detail: '', output };
}
