/** What Slack sends to an app. `accepts` says whether the acknowledgement may carry an answer. */
export interface Envelope {
  readonly type: 'slash_commands' | 'interactive' | 'events_api';
  readonly accepts: boolean;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** What became of it: acknowledged (perhaps with an answer), nobody there, or nobody answered in 3 s. */
export type DeliveryOutcome =
  | { readonly kind: 'acknowledged'; readonly payload: unknown }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'timed-out' };

/** The way to the app: a socket, later also signed HTTP. */
export interface Delivery {
  deliver(envelope: Envelope): Promise<DeliveryOutcome>;
  /** The last envelope once more, as it was. Undefined when there was none. */
  redeliver(): Promise<DeliveryOutcome | undefined>;
  /** The secret part of the address that apps.connections.open gives out. */
  newTicket(): string;
  /** How many connections the app holds now. */
  connections(): number;
  /** Cuts every connection, or asks the app politely to reconnect. Says how many there were. */
  disconnect(how: 'cut' | 'refresh'): number;
}

/** The app has 3 s to acknowledge (docs.slack.dev/interactivity/handling-user-interaction). */
export const acknowledgementDeadline = 3000;
