import type { WebClient } from '@slack/web-api';
import type { TestNotifier } from '../workflow/tell-test.js';
import { reach } from './reach.js';
import { renderTestResult } from './render/render-test-result.js';

/** Tells results of tests by direct message. */
export function createTestNotifier(client: WebClient): TestNotifier {
  return {
    tell: (test, log) =>
      reach(async () => {
        const { channel } = await client.conversations.open({ users: test.tester.user });
        if (!channel?.id) throw new Error('conversations.open answered without a channel');
        const message = { channel: channel.id, ...renderTestResult(test, log) };
        const { ts } = await client.chat.postMessage({
          ...message,
          unfurl_links: false,
          unfurl_media: false,
        });
        if (!ts) throw new Error('chat.postMessage answered without a ts');
        return { ts };
      }),
  };
}
