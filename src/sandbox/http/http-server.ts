import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { jsonReply, type Reply, type Request, type Route } from './route.js';

const bodyLimit = 64 * 1024 * 1024;

export interface HttpServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves the routes on the loopback interface, and hands WebSocket upgrades on. */
export async function openHttpServer(options: {
  port: number;
  routes: readonly Route[];
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  log: Logger;
}): Promise<HttpServer> {
  const server = createServer((incoming, outgoing) => {
    answer(options.routes, incoming, outgoing).catch((error: unknown) => {
      options.log.error({ err: error, url: incoming.url }, 'sandbox request failed');
      send(outgoing, jsonReply({ ok: false, error: 'internal_error' }, 500));
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on('upgrade', (request, socket, head) => {
    if (isLoopback(request)) options.upgrade(request, socket, head);
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return { port: portOf(server), close: () => shut(server) };
}

// Node's 5 s end a connection that a client on a busy machine is just about to use again.
const KEEP_ALIVE_MS = 60_000;

async function answer(
  routes: readonly Route[],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  if (!isLoopback(incoming)) return send(outgoing, jsonReply({ ok: false, error: 'not_loopback' }, 403));
  const body = await readBody(incoming);
  if (!body) return send(outgoing, jsonReply({ ok: false, error: 'request_too_large' }, 413));
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const request: Request = { method: incoming.method ?? 'GET', url, headers: incoming.headers, body };
  for (const route of routes) {
    const match = route.path.exec(url.pathname);
    if (!match) continue;
    const reply = await route.serve(request, match.slice(1));
    if (reply) send(outgoing, reply);
    else outgoing.destroy();
    return;
  }
  send(outgoing, jsonReply({ ok: false, error: 'not_found' }, 404));
}

// A page of another site must not drive the workspace: neither from its own origin, nor by a name of its own
// that resolves to 127.0.0.1.
function isLoopback({ headers }: IncomingMessage): boolean {
  const isOwnHost = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '');
  return isOwnHost && (headers.origin === undefined || headers.origin === `http://${headers.host}`);
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > bodyLimit) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function send(outgoing: ServerResponse, reply: Reply): void {
  if (outgoing.headersSent || outgoing.destroyed) return;
  outgoing.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) });
  outgoing.end(reply.body);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the sandbox has no port');
  return address.port;
}

async function shut(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
