/**
 * The control API: drives the workspace the way people do, by what is visible on their screens.
 *
 * GET  /_control/state[?user=eve]   what is on every screen, or on one
 * GET  /_control/files/:id          the bytes of a file
 * GET  /_control/calls              the last 5,000 Web API calls: {at, method, args, token, status, error?}
 * POST /_control/command            {user, channel, text, thread_ts?}
 * POST /_control/fill               {user, values: {label: text | texts | {file} | files | null}, enter?, channel?, ts?}
 * POST /_control/submit             {user}
 * POST /_control/close              {user, all?}
 * POST /_control/click              {user, label, channel?, ts?}
 * POST /_control/click-exactly      {user, view_id | channel + ts, block_id, action_id, option?: value}
 * POST /_control/enter-exactly      {user, view_id | channel + ts, block_id, action_id, value, enter?}
 * POST /_control/home               {user}
 * POST /_control/shortcut           {user, name, channel?, ts?}
 * POST /_control/invite, kick       {channel, user?}          the app when no user is given
 * POST /_control/deactivate         {user, deactivated?}
 * POST /_control/archive            {channel, archived?}
 * POST /_control/faults             {method, times?, error | status | delay_ms | drop} or a list; clear-faults {}
 * POST /_control/request-url        {url}   where the app listens, in a workspace that delivers over HTTP
 * POST /_control/switch             {name, on}             turns off or on what stands beside: the demo's "worker"
 * POST /_control/disconnect         {how?: "cut" | "refresh" | "warning"}
 * POST /_control/redeliver          {}
 *
 * Where words are ambiguous, `click-exactly` and `enter-exactly` take ids, and the values of options.
 * Every POST answers HTTP 200 with {ok, ...}; when `ok` is false, `error` says in words what is wrong, be it
 * the request itself, a label that is not there, or what the person was told. A person's POST answers
 * {ok, view?, home?, errors?, messages?, error?} once their screen has settled. Channels are called `name`, `#name`,
 * `@user` (that user's messages with the app) or `dm` (the acting user's own).
 */

import { readJsonObject } from '../http/read-arguments.js';
import { jsonReply, type Reply, type Request, type Route } from '../http/route.js';
import type { ApiParts } from '../http/web-api-route.js';
import { findUser } from '../workspace/find.js';
import { describeState } from './describe-state.js';
import { personActions } from './person-actions.js';
import { worldActions } from './world-actions.js';

/** The routes of the control API, as the head of this file lists them. */
export function controlRoutes(parts: ApiParts): Route[] {
  return [
    { path: /^\/_control\/state$/, serve: async (request) => state(parts, request) },
    { path: /^\/_control\/calls$/, serve: async () => jsonReply(parts.calls.list()) },
    { path: /^\/_control\/files\/([A-Z0-9]+)$/, serve: async (_request, [id = '']) => fileBytes(parts, id) },
    { path: /^\/_control\/([a-z-]+)$/, serve: (request, [name = '']) => act(parts, name, request) },
  ];
}

function state({ world }: ApiParts, request: Request): Reply {
  const name = request.url.searchParams.get('user');
  if (name === null) return jsonReply(describeState(world));
  const user = findUser(world.workspace, name);
  if (!user) return jsonReply({ ok: false, error: `no user is called ${name}` });
  return jsonReply(describeState(world, user));
}

function fileBytes({ world }: ApiParts, id: string): Reply {
  const content = world.workspace.files.get(id)?.content;
  if (!content) return jsonReply({ ok: false, error: `no file ${id}` }, 404);
  return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: content };
}

async function act(parts: ApiParts, name: string, request: Request): Promise<Reply> {
  const personAction = personActions[name];
  const worldAction = worldActions[name];
  if (request.method !== 'POST' || (!personAction && !worldAction)) {
    return jsonReply({ ok: false, error: `no such control: ${request.method} ${name}` }, 404);
  }
  const body = readBody(request);
  if (body === undefined) return jsonReply({ ok: false, error: 'the body must be JSON' });
  if (personAction) return jsonReply(await personAction(parts.world, body));
  return jsonReply(await worldAction?.(parts, body));
}

function readBody(request: Request): unknown {
  const text = request.body.toString().trim();
  if (!text.startsWith('[')) return readJsonObject(request.body);
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    return undefined;
  }
}
