import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { Clock } from '../clock.js';
import { newSecret } from '../workspace/new-id.js';
import { acknowledgementDeadline, type Envelope, type RequestUrlOutcome } from './delivery.js';
import { type Outgoing, type Posted, postSigned } from './post-signed.js';
import type { Attempt, Shipment, Transport } from './transport.js';

interface Options {
  readonly clock: Clock;
  readonly signingSecret: string;
}

/**
 * Delivery by signed HTTP to one request URL: commands as a form, interactions as `payload=`, events as JSON.
 * Whatever the manifest's URLs are, everything goes to the one that was set, which is on this machine.
 */
export function openHttpDelivery(options: Options): Transport {
  let requestUrl: string | undefined;
  return {
    send: async (shipment) => {
      if (requestUrl === undefined) return { outcome: { kind: 'unreachable' }, isFinal: false };
      const outgoing = { url: requestUrl, ...bodyOf(shipment.envelope), headers: retryHeaders(shipment) };
      return readAttempt(shipment.envelope, await post(options, outgoing));
    },
    connections: () => (requestUrl === undefined ? 0 : 1),
    disconnect: () => 0,
    setRequestUrl: async (url) => {
      const outcome = await verify(options, url);
      if (outcome.ok) requestUrl = url;
      return outcome;
    },
  };
}

function post({ clock, signingSecret }: Options, outgoing: Outgoing): Promise<Posted> {
  const deadline = clock.span(acknowledgementDeadline);
  return postSigned(outgoing, { secret: signingSecret, now: clock.now(), deadline });
}

function bodyOf({ type, payload }: Envelope): Pick<Outgoing, 'contentType' | 'body'> {
  if (type === 'events_api') return { contentType: 'application/json', body: JSON.stringify(payload) };
  const fields =
    type === 'interactive'
      ? { payload: JSON.stringify(payload) }
      : Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, String(value)]));
  return {
    contentType: 'application/x-www-form-urlencoded',
    body: new URLSearchParams(fields).toString(),
  };
}

function retryHeaders({ retry }: Shipment): Record<string, string> {
  if (!retry) return {};
  return { 'x-slack-retry-num': String(retry.number), 'x-slack-retry-reason': retry.reason };
}

function readAttempt(envelope: Envelope, posted: Posted): Attempt {
  if (posted.kind !== 'answered') return { outcome: posted, isFinal: false };
  const { status, headers, body } = posted;
  const isFinal = headers['x-slack-no-retry'] === '1';
  if (status !== 200) return { outcome: { kind: 'refused', status }, isFinal };
  const payload = envelope.accepts ? readAnswer(envelope, headers, body) : undefined;
  return { outcome: { kind: 'acknowledged', payload }, isFinal };
}

/** The answer in an acknowledgement: JSON, or to a command also plain text. What is neither stays text. */
function readAnswer(envelope: Envelope, headers: IncomingHttpHeaders, body: string): unknown {
  if (body.trim() === '') return undefined;
  if (headers['content-type']?.startsWith('application/json')) return readJson(body);
  return envelope.type === 'slash_commands' ? { text: body } : body;
}

function readJson(body: string): unknown {
  try {
    const parsed: unknown = JSON.parse(body);
    return parsed;
  } catch {
    return body;
  }
}

const challenged = z.looseObject({ challenge: z.string() });

/** Slack's url_verification: an address is taken once it gives the challenge back (docs.slack.dev/reference/events/url_verification). */
async function verify(options: Options, url: string): Promise<RequestUrlOutcome> {
  if (!isOnThisMachine(url)) {
    return { ok: false, error: 'the request URL must be http on 127.0.0.1: nothing leaves this machine' };
  }
  const challenge = newSecret();
  const event = { token: 'verification-token-is-deprecated', challenge, type: 'url_verification' };
  const posted = await post(options, { url, contentType: 'application/json', body: JSON.stringify(event) });
  const said = posted.kind === 'answered' && posted.status === 200 ? challengeIn(posted.body) : undefined;
  if (said === challenge) return { ok: true };
  const why = posted.kind === 'answered' ? `answered with status ${posted.status}` : `is ${posted.kind}`;
  return { ok: false, error: `${url} did not respond with the value of the challenge parameter: it ${why}` };
}

function isOnThisMachine(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && /^(127\.0\.0\.1|localhost)$/.test(hostname);
}

/** As plain text, as JSON or as a form. */
function challengeIn(body: string): string | undefined {
  const json = challenged.safeParse(readJson(body));
  if (json.success) return json.data.challenge;
  return new URLSearchParams(body).get('challenge') ?? body.trim();
}
