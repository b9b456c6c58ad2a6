import { progressIn } from '../domain/progress.js';
import { readOutput } from '../domain/read-output.js';
import type { RequestIn } from '../domain/request.js';
import type { RunLog } from '../domain/run-log.js';
import { createScrubber } from '../domain/scrubber.js';
import { shortestSecret } from '../domain/secret-forms.js';
import type { EventLog, RunLogStore } from './ports.js';
import type { RunInput, RunOutcome } from './runner.js';

/** The log of a run that is under way. Whoever runs the script gives it what is heard; `end` makes the log of it. */
export type OpenRunLog = {
  readonly heard: Required<Pick<RunInput, 'onOutput' | 'onProgress'>>;
  end(outcome: RunOutcome, at: number): RunLog;
};

/** Characters of the output's head, and of its tail. */
const MOST = 65_536;

/**
 * Everything in the log, and each word of progress that is told, is scrubbed of the run's sensitive values. Those that
 * are too short to be searched for (see secretForms) keep a whole line from being told: everybody would see it.
 */
export function openRunLog(
  request: Pick<RequestIn<'issuing'>, 'id' | 'run'>,
  secrets: readonly string[],
  onProgress: (text: string) => void,
): OpenRunLog {
  const scrubber = createScrubber(secrets);
  const short = secrets
    .map((secret) => secret.trim())
    .filter(({ length }) => length > 0 && length < shortestSecret);
  const onLine = (line: string): void => {
    const text = progressIn(line);
    if (text !== null && !short.some((secret) => line.includes(secret))) onProgress(text);
  };
  const reader = readOutput(scrubber, { most: MOST, onLine });
  const end = (outcome: RunOutcome, at: number): RunLog => {
    const { text: output, leftOutBytes } = reader.end(outcome.output.text);
    return {
      ...{ format: 1, request: request.id, run: request.run, at },
      firstLine: scrubber.scrub(firstLineOf(outcome)),
      detail: outcome.kind === 'failed' ? scrubber.scrub(outcome.detail) : '',
      ...{ output, leftOutBytes: leftOutBytes + outcome.output.leftOutBytes },
    };
  };
  return { heard: { onOutput: reader.take, onProgress: (line) => onLine(scrubber.scrub(line)) }, end };
}

/** Keeps it for admins. Never throws: a log that could not be kept does not cost the certificate. */
export async function keepRunLog(
  deps: { readonly runLogs: RunLogStore; readonly log: EventLog },
  log: RunLog,
): Promise<void> {
  await deps.runLogs.save(log).catch((err: unknown) => {
    deps.log.warn({ requestId: log.request, run: log.run, err }, 'run log not kept');
  });
}

function firstLineOf(outcome: RunOutcome): string {
  switch (outcome.kind) {
    case 'returned':
      return 'The script returned.';
    case 'failed':
      return outcome.firstLine;
    case 'timed-out':
      return `The script was ended after its time limit (${Math.round(outcome.afterMs / 1000)} s).`;
    case 'lost':
      return `The run was lost: ${outcome.reason}`;
  }
}
