import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request } from 'node:https';
import { buffer } from 'node:stream/consumers';
import type { TlsServer } from './tls-server.js';

/** What happens to a request instead of, or after, being passed on. */
export type Mood =
  | { readonly kind: 'answers'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** It reaches the CA, whose answer is lost. */
  | { readonly kind: 'loses-the-answer' };

export type MoodyProxy = { readonly url: string; readonly close: () => Promise<void> };

/** In front of an HTTPS server of this machine: asks `moodOf` for each request by method, path and count. */
export async function startMoodyProxy(
  tls: TlsServer,
  target: string,
  moodOf: (method: string, path: string) => Mood | undefined,
): Promise<MoodyProxy> {
  const ca = readFileSync(tls.caFile);
  const server = createServer(
    { cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) },
    (asked, answer) => {
      void serve(asked, answer).catch(() => asked.socket.destroy());
    },
  );

  const serve = async (asked: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const body = await buffer(asked);
    const mood = moodOf(asked.method ?? '', asked.url ?? '');
    if (mood?.kind === 'answers') {
      answer.writeHead(mood.status, { 'content-type': 'application/problem+json', ...mood.headers });
      answer.end(JSON.stringify({ type: 'urn:ietf:params:acme:error:rateLimited', detail: 'slow down' }));
      return;
    }
    const passed = await pass(asked, body);
    if (mood?.kind === 'loses-the-answer') return void asked.socket.destroy();
    answer.writeHead(passed.status, passed.headers).end(passed.body);
  };

  const pass = (asked: IncomingMessage, body: Buffer) =>
    new Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }>((resolve, reject) => {
      const options = { ca, method: asked.method, headers: asked.headers, agent: false } as const;
      const passing = request(new URL(asked.url ?? '/', target), options, (response) => {
        const whole = buffer(response);
        whole.then(
          (content) =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: content }),
          reject,
        );
      });
      passing.on('error', reject).end(body);
    });

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `https://localhost:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
