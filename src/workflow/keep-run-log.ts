import type { RequestIn } from '../domain/request.js';
import type { RunLog } from '../domain/run-log.js';
import { createScrubber } from '../domain/scrubber.js';
import type { Clock, EventLog, RunLogStore } from './ports.js';
import type { RunOutcome } from './runner.js';

type Deps = { readonly runLogs: RunLogStore; readonly clock: Clock; readonly log: EventLog };

/**
 * Keeps what a script printed and how it ended, scrubbed of the run's sensitive values, for admins. Never
 * throws: a log that could not be kept does not cost the certificate.
 */
export async function keepRunLog(
  deps: Deps,
  request: RequestIn<'issuing'>,
  outcome: RunOutcome,
  secrets: readonly string[],
): Promise<void> {
  const { scrub } = createScrubber(secrets);
  const log: RunLog = {
    ...{ format: 1, request: request.id, run: request.run, at: deps.clock.now() },
    firstLine: scrub(firstLineOf(outcome)),
    detail: outcome.kind === 'failed' ? scrub(outcome.detail) : '',
    output: scrub(outcome.output.text),
    leftOutBytes: outcome.output.leftOutBytes,
  };
  await deps.runLogs.save(log).catch((err: unknown) => {
    deps.log.warn({ requestId: request.id, run: request.run, err }, 'run log not kept');
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
