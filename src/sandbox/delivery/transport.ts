import type { Delivery, DeliveryOutcome, Envelope } from './delivery.js';

/** An envelope on its way, for the first time or again; only events are sent again. */
export interface Shipment {
  readonly id: string;
  readonly envelope: Envelope;
  readonly retry?: { readonly number: number; readonly reason: string };
}

/** What became of one shipment, and whether the app asked not to be sent it again (x-slack-no-retry). */
export interface Attempt {
  readonly outcome: DeliveryOutcome;
  readonly isFinal: boolean;
}

/** One of the two ways to an app: a socket that it opened, or signed HTTP to its request URL. Never throws. */
export interface Transport extends Pick<Delivery, 'connections' | 'disconnect' | 'setRequestUrl'> {
  send(shipment: Shipment): Promise<Attempt>;
}
