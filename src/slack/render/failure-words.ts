import type { FailureClass } from '../../domain/failure-class.js';
import type { Failure } from '../../domain/request.js';
import { type ErrorCode, errors } from '../../errors.js';

/** In plain words what went wrong, and what to do next where that is not said already. Nothing of the script's own. */
export function failureWords({ code, class: kind }: Pick<Failure, 'code' | 'class'>): {
  readonly what: string;
  readonly next: string;
} {
  if (kind !== 'script') return { what: errors[codes[kind]].userText, next: '' };
  const next = code.startsWith('script-') ? errors[codes.script].userText : '';
  return { what: errors[code].userText, next };
}

const codes = {
  parameter: 'run-parameter',
  credentials: 'run-credentials',
  network: 'run-network',
  'rate-limit': 'run-rate-limit',
  pending: 'run-pending',
  'time-limit': 'run-time-limit',
  ours: 'run-ours',
  script: 'run-script',
} as const satisfies Record<FailureClass, ErrorCode>;
