import type { WebClient } from '@slack/web-api';
import type { TestNotifier } from '../workflow/tell-test.js';
import { openDirectChannel } from './open-direct-channel.js';
import { postMessage } from './post-message.js';
import { reach } from './reach.js';
import { renderTestResult } from './render/render-test-result.js';

/** Tells results of tests by direct message. */
export function createTestNotifier(client: WebClient): TestNotifier {
  return {
    tell: (test, log) =>
      reach(async () => {
        const channel = await openDirectChannel(client, test.tester.user);
        return postMessage(client, { channel, ...renderTestResult(test, log) });
      }),
  };
}
