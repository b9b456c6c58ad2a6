/** What Slack sends to an app. `accepts` says whether the acknowledgement may carry an answer. */
export interface Envelope {
  readonly type: 'slash_commands' | 'interactive' | 'events_api';
  readonly accepts: boolean;
  readonly payload: Readonly<Record<string, unknown>>;
}

/**
 * What became of it: acknowledged (perhaps with an answer), nobody there, nobody answered in 3 s, or (over HTTP)
 * an answer that is no acknowledgement.
 */
export type DeliveryOutcome =
  | { readonly kind: 'acknowledged'; readonly payload: unknown }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'refused'; readonly status: number };

/** The way to the app, whatever the transport. */
export interface Delivery {
  deliver(envelope: Envelope): Promise<DeliveryOutcome>;
  /** The last envelope once more, as it was. Undefined when there was none. */
  redeliver(): Promise<DeliveryOutcome | undefined>;
  /** The secret part of the address that apps.connections.open gives out. */
  newTicket(): string;
  /** How many connections the app holds now; over HTTP 1 once it has a request URL. */
  connections(): number;
  /** Cuts every connection, asks to reconnect, or warns that it will ask soon. Says how many there were. */
  disconnect(how: Disconnect): number;
  /** Where an app that is reached over HTTP listens; Slack asks that address first whether it is right. */
  setRequestUrl(url: string): Promise<RequestUrlOutcome>;
}

export type Disconnect = 'cut' | 'refresh' | 'warning';

export type RequestUrlOutcome = { readonly ok: true } | { readonly ok: false; readonly error: string };

/** The app has 3 s to acknowledge (docs.slack.dev/interactivity/handling-user-interaction). */
export const acknowledgementDeadline = 3000;
