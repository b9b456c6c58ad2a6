import type { Logger } from 'pino';
import type { Clock } from '../clock.js';
import type { Manifest } from '../manifest.js';
import type { Delivery } from './delivery.js';
import { openHttpDelivery } from './http-delivery.js';
import { openRetryingDelivery } from './retries.js';
import { openSocketMode, type SocketMode } from './socket-mode.js';

/** How the app wants to be reached; the manifest says so too (`socket_mode_enabled`). */
export type DeliveryWish =
  | { readonly kind: 'socket' }
  /** Without `requestUrl` it is set later: `POST /_control/request-url`. */
  | { readonly kind: 'http'; readonly requestUrl?: string };

/** The way to the app, and the door for its sockets; that one is there over HTTP too, to say `link_disabled`. */
export interface OpenDelivery extends Delivery {
  readonly upgrade: SocketMode['upgrade'];
  close(): void;
}

/** Throws when the wish is not what the manifest says: Slack delivers over one transport only. */
export function openDelivery(options: {
  manifest: Manifest;
  wish: DeliveryWish | undefined;
  appId: string;
  signingSecret: string;
  clock: Clock;
  log: Logger;
}): OpenDelivery {
  const { manifest, wish, appId, signingSecret, clock, log } = options;
  const isEnabled = manifest.settings.socket_mode_enabled;
  if (wish && (wish.kind === 'socket') !== isEnabled) {
    throw new Error(`delivery by ${wish.kind}, but the manifest says socket_mode_enabled: ${isEnabled}`);
  }
  const door = openSocketMode({ appId, isEnabled, clock, log });
  const transport = isEnabled ? door : openHttpDelivery({ clock, signingSecret });
  const { deliver, redeliver, close } = openRetryingDelivery(transport, clock);
  const { connections, disconnect, setRequestUrl } = transport;
  return {
    ...{ deliver, redeliver, connections, disconnect, setRequestUrl },
    newTicket: door.newTicket,
    upgrade: door.upgrade,
    close: () => {
      close();
      door.close();
    },
  };
}
