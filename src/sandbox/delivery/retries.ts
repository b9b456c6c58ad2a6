import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { Delivery, DeliveryOutcome } from './delivery.js';
import type { Attempt, Shipment, Transport } from './transport.js';

/** An event that was not acknowledged comes again at once, after a minute and after five (docs.slack.dev/apis/events-api). */
const pauses = [0, 60_000, 300_000];

/** Delivery with what both transports have in common: the last envelope is kept, events are sent again. */
export interface RetryingDelivery extends Pick<Delivery, 'deliver' | 'redeliver'> {
  close(): void;
}

export function openRetryingDelivery(transport: Transport, clock: Clock): RetryingDelivery {
  const timers = new Set<NodeJS.Timeout>();
  let last: Shipment | undefined;
  const later = (pause: number, send: () => Promise<unknown>): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      void send();
    }, clock.span(pause));
    timers.add(timer.unref());
  };
  const sendEvent = async (shipment: Shipment): Promise<DeliveryOutcome> => {
    const number = shipment.retry?.number ?? 0;
    const attempt = await transport.send(shipment);
    const pause = pauses[number];
    if (isDone(attempt) || pause === undefined) return attempt.outcome;
    const retry = { number: number + 1, reason: reasonOf(attempt.outcome) };
    const again = () => sendEvent({ ...shipment, id: randomUUID(), retry });
    if (pause === 0) return again();
    later(pause, again);
    return attempt.outcome;
  };
  return {
    deliver: async (envelope) => {
      const shipment = { id: randomUUID(), envelope };
      last = shipment;
      if (envelope.type === 'events_api') return sendEvent(shipment);
      return (await transport.send(shipment)).outcome;
    },
    redeliver: async () => last && (await transport.send(last)).outcome,
    close: () => {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

const isDone = ({ outcome, isFinal }: Attempt): boolean => isFinal || outcome.kind === 'acknowledged';

/** Slack's word for why it tries again (x-slack-retry-reason). */
function reasonOf(outcome: DeliveryOutcome): string {
  if (outcome.kind === 'timed-out') return 'http_timeout';
  return outcome.kind === 'unreachable' ? 'connection_failed' : 'http_error';
}
