import { describe, expect, it } from 'vitest';
import { openRunLog } from '../../src/workflow/keep-run-log.js';
import type { RunOutcome } from '../../src/workflow/runner.js';
import { aRequest } from '../builders/request.js';

const secret = 'correct horse battery';
const request = aRequest({ status: 'issuing' });
const failed = (text: string): RunOutcome => ({
  ...{ kind: 'failed', cause: 'raised', firstLine: `ValueError: ${secret}`, detail: `at ${secret}` },
  output: { text, leftOutBytes: 5 },
});

function aLog(secrets: readonly string[] = [secret]) {
  const told: string[] = [];
  const log = openRunLog(request, secrets, (text) => told.push(text));
  return { ...log, told };
}

describe('openRunLog', () => {
  it('tells progress as it comes and keeps all of it, without the sensitive values', () => {
    const { heard, end, told } = aLog();
    heard.onOutput('hello\nPROGRESS: with correct ho');
    expect(told).toEqual([]);
    heard.onOutput('rse battery\nbye');
    heard.onProgress(`PROGRESS: and ${secret} again`);
    expect(told).toEqual(['with [sensitive]', 'and [sensitive] again']);
    expect(end(failed(`hello\nPROGRESS: with ${secret}\nbye`), 7)).toEqual({
      ...{ format: 1, request: request.id, run: 1, at: 7, leftOutBytes: 5 },
      ...{ firstLine: 'ValueError: [sensitive]', detail: 'at [sensitive]' },
      output: 'hello\nPROGRESS: with [sensitive]\nbye',
    });
  });

  it('tells nobody of a line with a sensitive value that is too short to be searched for', () => {
    const { heard, told } = aLog(['1234', ' ']);
    heard.onOutput('PROGRESS: the pin is 1234\nPROGRESS: asking\n');
    heard.onProgress('PROGRESS: 91234');
    expect(told).toEqual(['asking']);
  });

  it('has what the worker adds below the output of a runner that told nothing while it came', () => {
    expect(aLog().end(failed('all at once\nCountersign: a note\n'), 7).output).toBe(
      'all at once\nCountersign: a note\n',
    );
  });
});
