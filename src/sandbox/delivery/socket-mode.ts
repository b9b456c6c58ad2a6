import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { newSecret } from '../workspace/new-id.js';
import { acknowledgementDeadline, type Disconnect } from './delivery.js';
import { dismiss, openConnection, type SocketConnection } from './socket-connection.js';
import type { Attempt, Shipment, Transport } from './transport.js';

/** An app may hold ten connections (docs.slack.dev/apis/events-api/using-socket-mode). */
const maxConnections = 10;

/** Delivery by socket, and the door through which sockets come in. */
export interface SocketMode extends Transport {
  newTicket(): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

interface State {
  readonly options: { appId: string; isEnabled: boolean; clock: Clock; log: Logger };
  readonly server: WebSocketServer;
  readonly tickets: Set<string>;
  readonly connections: Set<SocketConnection>;
  readonly waiting: Map<string, (payload: unknown) => void>;
}

/** Delivery over WebSocket: each envelope goes to one of the open connections, which acknowledges it. */
export function openSocketMode(options: State['options']): SocketMode {
  const state: State = {
    options,
    server: new WebSocketServer({ noServer: true }),
    tickets: new Set(),
    connections: new Set(),
    waiting: new Map(),
  };
  return {
    newTicket: () => {
      const ticket = newSecret();
      state.tickets.add(ticket);
      return ticket;
    },
    upgrade: (request, socket, head) => upgrade(state, request, socket, head),
    send: (shipment) => send(state, shipment),
    connections: () => state.connections.size,
    disconnect: (how) => disconnect(state, how),
    setRequestUrl: async () => ({ ok: false, error: 'the manifest says socket_mode_enabled' }),
    close: () => {
      for (const { socket } of state.connections) socket.terminate();
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
  const isDebug = searchParams.get('debug_reconnects') === 'true';
  state.server.handleUpgrade(request, socket, head, (connection) => welcome(state, connection, isDebug));
}

function welcome(state: State, socket: WebSocket, isDebug: boolean): void {
  const { appId, isEnabled, clock, log } = state.options;
  socket.on('error', (error) => log.debug({ err: error }, 'socket error'));
  const isFull = state.connections.size >= maxConnections;
  if (!isEnabled || isFull) {
    dismiss(socket, isFull ? 'too_many_websockets' : 'link_disabled');
    return;
  }
  socket.on('message', (data) => acknowledge(state, data.toString()));
  const leave = (): void => void state.connections.delete(connection);
  const count = state.connections.size + 1;
  const connection = openConnection(socket, { appId, clock, isDebug, count, leave });
  state.connections.add(connection);
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

async function send(state: State, shipment: Shipment): Promise<Attempt> {
  const open = [...state.connections].filter(({ socket }) => socket.readyState === socket.OPEN);
  // Slack promises no pattern; taking turns makes an app that keeps state in one process fail here.
  const connection = open[0];
  if (!connection) return { outcome: { kind: 'unreachable' }, isFinal: false };
  state.connections.delete(connection);
  state.connections.add(connection);
  const outcome = awaitAcknowledgement(state, shipment.id);
  connection.socket.send(JSON.stringify(frameOf(shipment)));
  return outcome;
}

function frameOf({ id, envelope, retry }: Shipment): Record<string, unknown> {
  const { type, accepts, payload } = envelope;
  const frame = { envelope_id: id, type, accepts_response_payload: accepts, payload };
  if (type !== 'events_api') return frame;
  return { ...frame, retry_attempt: retry?.number ?? 0, retry_reason: retry?.reason ?? '' };
}

function awaitAcknowledgement(state: State, id: string): Promise<Attempt> {
  return new Promise((resolve) => {
    const finish = (outcome: Attempt['outcome']): void => {
      clearTimeout(timer);
      state.waiting.delete(id);
      resolve({ outcome, isFinal: false });
    };
    const deadline = state.options.clock.span(acknowledgementDeadline);
    const timer = setTimeout(() => finish({ kind: 'timed-out' }), deadline);
    state.waiting.set(id, (payload) => finish({ kind: 'acknowledged', payload }));
  });
}

function disconnect(state: State, how: Disconnect): number {
  const connections = [...state.connections];
  for (const connection of connections) {
    if (how === 'warning') connection.warn();
    else if (how === 'refresh') connection.refresh();
    else {
      state.connections.delete(connection);
      connection.socket.terminate();
    }
  }
  return connections.length;
}
