import { type Logger, LogLevel, WebClient } from '@slack/web-api';
import type { Sandbox } from '../../src/sandbox/start-sandbox.js';

const nothing = (): void => undefined;

/** Says nothing: these tests provoke refusals on purpose. */
export const quiet: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};

/** The official client, with the sandbox's address and no retries. */
export function quietClient(sandbox: Sandbox, token = sandbox.botToken): WebClient {
  return new WebClient(token, { slackApiUrl: sandbox.apiUrl, retryConfig: { retries: 0 }, logger: quiet });
}
