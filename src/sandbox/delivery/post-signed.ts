import { createHmac } from 'node:crypto';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';

/** A request to the app, before it is signed. */
export interface Outgoing {
  readonly url: string;
  readonly contentType: 'application/x-www-form-urlencoded' | 'application/json';
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export type Posted =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      readonly body: string;
    }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'timed-out' };

/**
 * Posts with Slack's signature (docs.slack.dev/authentication/verifying-requests-from-slack) and gives up after
 * `deadline` ms. Redirects are not followed. A connection of its own each time: the app may have been restarted.
 */
export function postSigned(
  outgoing: Outgoing,
  { secret, now, deadline }: { secret: string; now: number; deadline: number },
): Promise<Posted> {
  const { url, contentType, body } = outgoing;
  const timestamp = String(Math.floor(now / 1000));
  const headers = {
    'content-type': contentType,
    'content-length': String(Buffer.byteLength(body)),
    accept: 'application/json,*/*',
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`,
    ...outgoing.headers,
  };
  return new Promise((resolve) => {
    const sent = request(url, { method: 'POST', agent: false, headers });
    const finish = (posted: Posted): void => {
      clearTimeout(timer);
      resolve(posted);
      sent.destroy();
    };
    const timer = setTimeout(() => finish({ kind: 'timed-out' }), deadline);
    sent.on('error', () => finish({ kind: 'unreachable' }));
    sent.on('response', (response) => {
      readAnswer(response).then(finish, () => finish({ kind: 'unreachable' }));
    });
    sent.end(body);
  });
}

async function readAnswer(response: IncomingMessage): Promise<Posted> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(Buffer.from(chunk));
  const { statusCode: status = 0, headers } = response;
  return { kind: 'answered', status, headers, body: Buffer.concat(chunks).toString() };
}
