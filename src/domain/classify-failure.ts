import type { FailureClass } from './failure-class.js';
import { failureSigns } from './failure-signs.js';

/** How a run ended and what it said, scrubbed. `returned`: something that is no usable certificate. */
export type FailedRun = {
  readonly cause:
    | 'raised'
    | 'exited'
    | 'signalled'
    | 'bad-return'
    | 'not-loadable'
    | 'returned'
    | 'timed-out'
    | 'lost';
  readonly firstLine: string;
  readonly detail: string;
  readonly output: string;
};

/** As much of the end of a text as is looked at: what a script gave up for stands there. */
const LOOKED_AT = 4000;

/**
 * The class of a failure. Its first line says it best, then the traceback, then the last words of the output; a text
 * that says nothing known is the script's own affair.
 */
export function classifyFailure({ cause, firstLine, detail, output }: FailedRun): FailureClass {
  if (cause === 'timed-out') return 'time-limit';
  if (cause === 'lost') return 'ours';
  // A script that does not load has a traceback; without one, it was never reached.
  if (cause === 'not-loadable') return detail.trim() === '' ? 'ours' : 'script';
  if (cause === 'signalled' && firstLine.includes('SIGXCPU')) return 'time-limit';
  if (isParameterError(firstLine, detail)) return 'parameter';
  for (const text of [firstLine, ...endOf(detail), ...endOf(output)]) {
    const known = failureSigns.find(({ says, unless = [] }) => matches(says, text) && !matches(unless, text));
    if (known) return known.class;
  }
  return 'script';
}

function matches(signs: readonly RegExp[], text: string): boolean {
  return signs.some((sign) => sign.test(text));
}

/** The last line, then all of the end. */
function endOf(text: string): readonly string[] {
  const end = text.slice(-LOOKED_AT).trimEnd();
  return [end.slice(end.lastIndexOf('\n') + 1), end];
}

/** A line of a traceback that shows source, not the marks beneath it. */
const sourceLine = /^ {4}\s*[^\s^~]/;
/** The third argument's names in the wild. */
const reading = /\b(?:args_dict|kwargs|args|params?|parameters)\s*(?:\[|\.get\()\s*['"]([^'"]*)['"]/;

/** Whether the line that failed is the one where the script reads that parameter, or converts one. */
function isParameterError(firstLine: string, detail: string): boolean {
  const [, kind, message = ''] =
    /^(KeyError|ValueError|TypeError|AttributeError): (.*)/.exec(firstLine) ?? [];
  if (kind === undefined) return false;
  const read = reading.exec(detail.split('\n').findLast((line) => sourceLine.test(line)) ?? '');
  return read !== null && (kind !== 'KeyError' || read[1] === message.trim().slice(1, -1));
}
