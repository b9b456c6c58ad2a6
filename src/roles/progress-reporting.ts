import { createPacedFetch } from '../slack/paced-fetch.js';
import { createProgressDisplay } from '../slack/show-progress.js';
import { createWebClient } from '../slack/web-client.js';
import { createProgressReporter, type ProgressReporter } from '../workflow/report-progress.js';
import type { Foundation } from './foundation.js';

/** A card that takes longer to show progress holds up the result: it is given up. */
const SHOW_WITHIN_MS = 3_000;

/** Shows what running scripts say, with a Web API client of its own whose calls may be left out. */
export function progressReporting({
  config,
  stores,
  announceQueue,
  log,
  clock,
}: Foundation): ProgressReporter {
  const { botToken: token, apiUrl } = config.slack;
  const client = createWebClient({
    ...{ token, apiUrl, log, timeoutMs: SHOW_WITHIN_MS },
    fetch: createPacedFetch({ budget: stores.callBudget, log, priority: 'spare' }),
  });
  return createProgressReporter({
    ...{ ...stores, announceQueue, log, clock, showProgress: createProgressDisplay(client) },
    ...{ everyMs: config.timings.progressEveryMs, lockMs: SHOW_WITHIN_MS + 1000 },
  });
}
