import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { Sandbox } from '../../src/sandbox/start-sandbox.js';
import { quiet } from './quiet-client.js';

/** A real Bolt app over Socket Mode, connected to the sandbox; only the API's address differs from Slack. */
export async function openApp(
  sandbox: Sandbox,
  register: (app: App) => void,
): Promise<{ app: App; receiver: SocketModeReceiver; close: () => Promise<void> }> {
  const receiver = new SocketModeReceiver({
    appToken: sandbox.appToken,
    clientPingTimeout: 300,
    logger: quiet,
    installerOptions: {
      clientOptions: {
        slackApiUrl: sandbox.apiUrl,
        retryConfig: { retries: 5, minTimeout: 50, maxTimeout: 200 },
      },
    },
  });
  const app = new App({
    token: sandbox.botToken,
    receiver,
    logLevel: LogLevel.ERROR,
    convoStore: false,
    clientOptions: { slackApiUrl: sandbox.apiUrl, retryConfig: { retries: 0 } },
  });
  register(app);
  await app.start();
  return {
    app,
    receiver,
    close: async () => {
      await receiver.client.disconnect();
    },
  };
}
