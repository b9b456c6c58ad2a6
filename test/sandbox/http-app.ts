import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { Sandbox } from '../../src/sandbox/start-sandbox.js';

/** One request as the app got it. */
export interface Received {
  readonly at: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the app answers; `silence` is nothing at all, `cut` is a closed connection. */
export type HttpAnswer =
  | { status?: number; type?: string; body?: string; headers?: Record<string, string> }
  | 'silence'
  | 'cut';

const challenged = z.looseObject({ type: z.literal('url_verification'), challenge: z.string() });

/** An app in the rawest form: a port, one function that answers, everything it received but challenges. */
export async function httpApp(answer: (received: Received) => HttpAnswer | Promise<HttpAnswer>) {
  const received: Received[] = [];
  const script = { answer, answersChallenge: true };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks).toString();
    const challenge = body.startsWith('{')
      ? challenged.safeParse(JSON.parse(body)).data?.challenge
      : undefined;
    if (challenge !== undefined) return response.end(script.answersChallenge ? challenge : 'what?');
    const one = { at: Date.now(), headers: request.headers, body };
    received.push(one);
    const said = await script.answer(one);
    if (said === 'silence') return undefined;
    if (said === 'cut') return response.destroy();
    const { status = 200, type = 'text/plain', headers = {} } = said;
    response.writeHead(status, { 'content-type': type, ...headers });
    return response.end(said.body ?? '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return {
    ...{ received, script, url: `http://127.0.0.1:${port}/slack/events` },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Whether the request is signed as Slack signs, with this sandbox's secret, just now. */
export function isSigned({ headers, body }: Received, sandbox: Sandbox): boolean {
  const timestamp = String(headers['x-slack-request-timestamp']);
  const hmac = createHmac('sha256', sandbox.signingSecret).update(`v0:${timestamp}:${body}`);
  const isFresh = Math.abs(Date.now() / 1000 - Number(timestamp)) < 5;
  return isFresh && headers['x-slack-signature'] === `v0=${hmac.digest('hex')}`;
}
