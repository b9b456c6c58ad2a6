import { App, HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { FetchFunction } from '@slack/web-api';
import type { SlackDeps } from './deps.js';
import { listen } from './listen.js';
import { listeners } from './listeners.js';
import { slackLogger } from './slack-logger.js';

/** How Slack reaches us: over a socket that we open, or by signed HTTP requests to our port. */
export type Transport =
  | { readonly kind: 'socket'; readonly appToken: string }
  | { readonly kind: 'http'; readonly signingSecret: string; readonly port: number };

export type SlackAppOptions = {
  readonly transport: Transport;
  readonly botToken: string;
  readonly apiUrl: string;
  /** What listeners call the Web API with. */
  readonly fetch: FetchFunction;
  readonly identity: { readonly botId: string; readonly botUserId: string };
};

/** The running app. `isConnected` is false while Slack cannot reach us. */
export type SlackApp = { isConnected(): boolean; stop(): Promise<void> };

/** A listener has 3 s; its calls to Slack get less, and no second try (slack-platform: rate limits). */
const LISTENER_TIMEOUT_MS = 2500;

/** Starts listening to Slack with the same listeners over either transport. Resolves once Slack can reach us. */
export async function startSlackApp(deps: SlackDeps, options: SlackAppOptions): Promise<SlackApp> {
  const { receiver, isConnected, stop } = createReceiver(deps, options);
  const app = new App({
    ...{ receiver, token: options.botToken, ...options.identity },
    ...{ convoStore: false, tokenVerificationEnabled: false, logger: slackLogger(deps.log) },
    clientOptions: { ...clientOptions(options), fetch: options.fetch },
  });
  app.error(async (err) => deps.log.error({ err }, 'slack app error'));
  listen(app, deps, listeners);
  await (options.transport.kind === 'http' ? app.start(options.transport.port) : app.start());
  return { isConnected, stop };
}

function clientOptions({ apiUrl }: SlackAppOptions) {
  return {
    slackApiUrl: apiUrl,
    timeout: LISTENER_TIMEOUT_MS,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  };
}

type Connection = { readonly receiver: Receiver; isConnected(): boolean; stop(): Promise<void> };

function createReceiver(deps: SlackDeps, options: SlackAppOptions): Connection {
  const logger = slackLogger(deps.log);
  if (options.transport.kind === 'http') {
    const { signingSecret, port } = options.transport;
    const receiver = new HTTPReceiver({ signingSecret, port, logger });
    return { receiver, isConnected: () => true, stop: async () => void (await receiver.stop()) };
  }
  return socketConnection(deps, options, options.transport.appToken);
}

/** Reconnecting is the library's; a short ping time-out makes its pause after a cut short too (it waits as long). */
function socketConnection(deps: SlackDeps, options: SlackAppOptions, appToken: string): Connection {
  const receiver = new SocketModeReceiver({
    ...{ appToken, logger: slackLogger(deps.log), clientPingTimeout: 2000 },
    installerOptions: {
      clientOptions: { ...clientOptions(options), retryConfig: { retries: 100, factor: 1.3 } },
    },
  });
  let isConnected = false;
  receiver.client.on('connected', () => {
    isConnected = true;
    deps.log.info({}, 'slack socket connected');
  });
  for (const event of ['disconnected', 'close', 'reconnecting']) {
    receiver.client.on(event, () => {
      isConnected = false;
    });
  }
  return { receiver, isConnected: () => isConnected, stop: () => receiver.client.disconnect() };
}
