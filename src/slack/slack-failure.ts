import { SlackError, WebAPIPlatformError } from '@slack/web-api';
import { type ErrorCode, errorCodeOf } from '../errors.js';

/** Slack's own word for why a call failed (`not_in_channel`), or null when the call did not get that far. */
export function slackErrorName(thrown: unknown): string | null {
  return thrown instanceof WebAPIPlatformError ? thrown.data.error : null;
}

/** The code in our error table for anything a listener can throw. */
export function failureCode(thrown: unknown): ErrorCode {
  return thrown instanceof SlackError ? 'slack-unavailable' : errorCodeOf(thrown);
}
