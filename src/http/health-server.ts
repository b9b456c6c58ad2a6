import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';

/** `parts` names what was looked at, such as `{redis: 'up'}`. It is public: no secrets, no addresses. */
export type Health = { readonly ok: boolean; readonly parts: Readonly<Record<string, string>> };

export type HealthServerOptions = {
  readonly probe: () => Promise<Health>;
  /** 0 takes a free one. */
  readonly port: number;
  /** Loopback unless told otherwise: 0.0.0.0 is for an orchestrator that probes from outside. */
  readonly host?: '127.0.0.1' | '0.0.0.0';
  /** A probe that takes longer counts as not healthy. */
  readonly limitMs?: number;
};

export type HealthServer = { readonly port: number; readonly close: () => Promise<void> };

/** Serves GET /healthz: 200 when the probe says ok, else 503, with the parts as JSON. Throws if the port is taken. */
export async function startHealthServer(options: HealthServerOptions): Promise<HealthServer> {
  const { probe, port, host = '127.0.0.1', limitMs = 2000 } = options;
  const server = createServer((request, response) => {
    request.resume();
    if (request.url?.split('?')[0] !== '/healthz') return answer(response, 404, { error: 'not found' });
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return answer(response, 405, { error: 'only GET' });
    }
    void probed(probe, limitMs).then((health) => answer(response, health.ok ? 200 : 503, health));
  });
  server.requestTimeout = 5000;
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { port: typeof address === 'object' && address !== null ? address.port : port, close };
}

async function probed(probe: HealthServerOptions['probe'], limitMs: number): Promise<Health> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Health>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, parts: { probe: 'took too long' } }), limitMs);
  });
  const failed: Health = { ok: false, parts: { probe: 'failed' } };
  const health = await Promise.race([probe().catch(() => failed), late]);
  clearTimeout(timer);
  return health;
}

function answer(response: ServerResponse, status: number, body: object): void {
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...(status === 405 ? { allow: 'GET, HEAD' } : {}),
  });
  response.end(text);
}
