import { type FetchFunction, WebClient } from '@slack/web-api';
import type { EventLog } from '../workflow/ports.js';
import { slackLogger } from './slack-logger.js';

/**
 * A Web API client that answers or fails within `timeoutMs` and never repeats a call by itself: posting is not
 * idempotent, and whoever calls knows better when to try again (the client's default is ten tries in half an hour).
 */
export function createWebClient(options: {
  readonly token: string;
  readonly apiUrl: string;
  readonly timeoutMs: number;
  readonly log: EventLog;
  /** See createPacedFetch. */
  readonly fetch?: FetchFunction;
}): WebClient {
  return new WebClient(options.token, {
    slackApiUrl: options.apiUrl,
    timeout: options.timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: slackLogger(options.log),
    ...(options.fetch ? { fetch: options.fetch } : {}),
  });
}
