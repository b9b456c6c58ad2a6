import type { WebSocket } from 'ws';
import type { Clock } from '../clock.js';

/** Slack renews a connection after about an hour, with debug_reconnects=true after six minutes. */
const lifetimes = { usual: 3_600_000, debug: 360_000 };
/** A warning comes so long ahead (docs.slack.dev/apis/events-api/using-socket-mode). */
const notice = 10_000;
const pingEvery = 10_000;
/** However fast the clock, a pong takes its time. */
const pingAtMost = 100;
const unansweredPings = 3;

/** An open connection, as long as it lives. */
export interface SocketConnection {
  readonly socket: WebSocket;
  /** Says that it will be renewed, and does so a little later. */
  warn(): void;
  /** Asks the app to connect anew, and closes. */
  refresh(): void;
}

export function dismiss(socket: WebSocket, reason: string): void {
  sayDisconnect(socket, reason);
  socket.close(1000);
}

/** Greets a new connection, pings it, warns it and renews it in time. `leave` hears when no more may be sent on it. */
export function openConnection(
  socket: WebSocket,
  options: { appId: string; clock: Clock; isDebug: boolean; count: number; leave: () => void },
): SocketConnection {
  const { clock, isDebug, leave } = options;
  const lifetime = isDebug ? lifetimes.debug : lifetimes.usual;
  const timers: NodeJS.Timeout[] = [];
  const after = (milliseconds: number, act: () => void): void => {
    timers.push(setTimeout(act, clock.span(milliseconds)).unref());
  };
  const refresh = (): void => {
    leave();
    dismiss(socket, 'refresh_requested');
  };
  const warn = (): void => {
    sayDisconnect(socket, 'warning');
    after(notice, refresh);
  };
  after(lifetime - notice, warn);
  const pings = startPings(socket, clock);
  socket.on('close', () => {
    clearInterval(pings);
    for (const timer of timers) clearTimeout(timer);
    leave();
  });
  socket.send(
    JSON.stringify({
      type: 'hello',
      num_connections: options.count,
      connection_info: { app_id: options.appId },
      debug_info: { host: 'sandbox', build_number: 1, approximate_connection_time: lifetime / 1000 },
    }),
  );
  return { socket, warn, refresh };
}

function sayDisconnect(socket: WebSocket, reason: string): void {
  socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } }));
}

/** Pings as Slack does; who does not answer several of them is gone. */
function startPings(socket: WebSocket, clock: Clock): NodeJS.Timeout {
  let unanswered = 0;
  socket.on('pong', () => {
    unanswered = 0;
  });
  const ping = (): void => {
    if (unanswered >= unansweredPings) socket.terminate();
    else socket.ping('Ping from sandbox');
    unanswered += 1;
  };
  return setInterval(ping, Math.max(pingAtMost, clock.span(pingEvery))).unref();
}
