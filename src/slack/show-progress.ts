import { WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import type { ShowProgress } from '../workflow/report-progress.js';
import { renderRequest } from './render/render-request.js';

/**
 * Shows progress on the card with a client whose calls may be left out (createPacedFetch). Throws for anything that
 * Slack has against it except for being called too often.
 */
export function createProgressDisplay(client: WebClient): ShowProgress {
  return async ({ channel, ts }, request, progress) => {
    try {
      await client.chat.update({ channel, ts, ...renderRequest(request, { progress }) });
      return 'shown';
    } catch (err) {
      if (err instanceof WebAPIRateLimitedError) return 'left-out';
      throw err;
    }
  };
}
