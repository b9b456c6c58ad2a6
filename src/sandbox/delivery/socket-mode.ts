import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { newSecret } from '../workspace/new-id.js';
import { acknowledgementDeadline, type Delivery, type DeliveryOutcome, type Envelope } from './delivery.js';

/** An app may hold ten connections (docs.slack.dev/apis/events-api/using-socket-mode). */
const maxConnections = 10;

/** Delivery by socket, and the door through which sockets come in. */
export interface SocketMode extends Delivery {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

interface State {
  readonly options: { appId: string; isEnabled: boolean; clock: Clock; log: Logger };
  readonly server: WebSocketServer;
  readonly tickets: Set<string>;
  readonly connections: Set<WebSocket>;
  readonly waiting: Map<string, (payload: unknown) => void>;
  last: { id: string; envelope: Envelope } | undefined;
}

/** Delivery over WebSocket: each envelope goes to one of the open connections, which acknowledges it. */
export function openSocketMode(options: State['options']): SocketMode {
  const state: State = {
    options,
    server: new WebSocketServer({ noServer: true }),
    tickets: new Set(),
    connections: new Set(),
    waiting: new Map(),
    last: undefined,
  };
  return {
    newTicket: () => {
      const ticket = newSecret();
      state.tickets.add(ticket);
      return ticket;
    },
    upgrade: (request, socket, head) => upgrade(state, request, socket, head),
    deliver: (envelope) => {
      state.last = { id: randomUUID(), envelope };
      return send(state, state.last);
    },
    redeliver: async () => state.last && send(state, state.last),
    connections: () => state.connections.size,
    disconnect: (how) => disconnect(state, how),
    close: () => {
      for (const connection of state.connections) connection.terminate();
      state.server.close();
    },
  };
}

function upgrade(state: State, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (pathname !== '/link/' || !state.tickets.delete(searchParams.get('ticket') ?? '')) {
    socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
    return;
  }
  state.server.handleUpgrade(request, socket, head, (connection) => welcome(state, connection));
}

function welcome(state: State, connection: WebSocket): void {
  const { appId, isEnabled } = state.options;
  connection.on('error', (error) => state.options.log.debug({ err: error }, 'socket error'));
  const isFull = state.connections.size >= maxConnections;
  if (!isEnabled || isFull) {
    dismiss(connection, isFull ? 'too_many_websockets' : 'link_disabled');
    return;
  }
  state.connections.add(connection);
  connection.on('close', () => state.connections.delete(connection));
  connection.on('message', (data) => acknowledge(state, data.toString()));
  connection.send(
    JSON.stringify({
      type: 'hello',
      num_connections: state.connections.size,
      connection_info: { app_id: appId },
      debug_info: { host: 'sandbox', build_number: 1, approximate_connection_time: 3600 },
    }),
  );
}

function dismiss(connection: WebSocket, reason: string): void {
  connection.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } }));
  connection.close(1000);
}

const acknowledgement = z.strictObject({ envelope_id: z.string(), payload: z.unknown().optional() });

function acknowledge(state: State, frame: string): void {
  const parsed = acknowledgement.safeParse(readJson(frame));
  if (!parsed.success) {
    state.options.log.warn({ frame: frame.slice(0, 200) }, 'not an acknowledgement');
    return;
  }
  state.waiting.get(parsed.data.envelope_id)?.(parsed.data.payload);
}

function readJson(frame: string): unknown {
  try {
    const parsed: unknown = JSON.parse(frame);
    return parsed;
  } catch {
    return undefined;
  }
}

async function send(
  state: State,
  { id, envelope }: { id: string; envelope: Envelope },
): Promise<DeliveryOutcome> {
  const open = [...state.connections].filter((each) => each.readyState === each.OPEN);
  // Slack promises no pattern; taking turns makes an app that keeps state in one process fail here.
  const connection = open[0];
  if (!connection) return { kind: 'unreachable' };
  state.connections.delete(connection);
  state.connections.add(connection);
  const { type, accepts, payload } = envelope;
  const outcome = awaitAcknowledgement(state, id);
  connection.send(JSON.stringify({ envelope_id: id, type, accepts_response_payload: accepts, payload }));
  return outcome;
}

function awaitAcknowledgement(state: State, id: string): Promise<DeliveryOutcome> {
  return new Promise((resolve) => {
    const finish = (outcome: DeliveryOutcome): void => {
      clearTimeout(timer);
      state.waiting.delete(id);
      resolve(outcome);
    };
    const deadline = state.options.clock.span(acknowledgementDeadline);
    const timer = setTimeout(() => finish({ kind: 'timed-out' }), deadline);
    state.waiting.set(id, (payload) => finish({ kind: 'acknowledged', payload }));
  });
}

function disconnect(state: State, how: 'cut' | 'refresh'): number {
  const connections = [...state.connections];
  for (const connection of connections) {
    state.connections.delete(connection);
    if (how === 'cut') connection.terminate();
    else dismiss(connection, 'refresh_requested');
  }
  return connections.length;
}
