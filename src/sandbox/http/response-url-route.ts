import { useResponseUrl } from '../response-url/use-response-url.js';
import { readJsonObject } from './read-arguments.js';
import { jsonReply, type Reply, type Request, type Route } from './route.js';
import { throughFaults } from './weather.js';
import type { ApiParts } from './web-api-route.js';

/** `POST` to a response_url, JSON only. */
export function responseUrlRoute(parts: ApiParts): Route {
  return {
    path: /^\/actions\/[A-Z0-9]+\/([0-9a-f]+)$/,
    serve: (request, [secret = '']) =>
      throughFaults(parts, 'response_url', async () => answer(parts, secret, request)),
  };
}

function answer({ world }: ApiParts, secret: string, request: Request): Reply {
  const sent = readJsonObject(request.body);
  if (request.method !== 'POST' || !sent) return jsonReply({ ok: false, error: 'invalid_payload' }, 400);
  const { status, body } = useResponseUrl(world, secret, sent);
  return body === 'ok' ? { status, body } : jsonReply(body, status);
}
