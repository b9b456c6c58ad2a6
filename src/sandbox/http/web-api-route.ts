import type { CallLog } from '../methods/call-log.js';
import { callMethod, type TokenKind, tokenKind } from '../methods/call-method.js';
import type { Faults } from '../methods/faults.js';
import { type Answer, refuse } from '../methods/method.js';
import { methodTable } from '../methods/method-table.js';
import type { RateLimits } from '../methods/rate-limits.js';
import type { Switches } from '../switches.js';
import { noteActivity } from '../workspace/post-message.js';
import type { World } from '../world.js';
import { readArguments } from './read-arguments.js';
import { jsonReply, type Reply, type Request, type Route } from './route.js';
import { throughFaults } from './weather.js';

/** What the routes share. */
export interface ApiParts {
  readonly world: World;
  readonly faults: Faults;
  readonly calls: CallLog;
  readonly limits: RateLimits;
  readonly switches: Switches;
}

/** `POST /api/<method>`, by form or JSON (docs.slack.dev/apis/web-api). */
export function webApiRoute(parts: ApiParts): Route {
  return {
    path: /^\/api\/([A-Za-z.]+)$/,
    serve: (request, [name = '']) => serveCall(parts, name, request),
  };
}

async function serveCall(parts: ApiParts, name: string, request: Request): Promise<Reply | undefined> {
  const { world, calls } = parts;
  const { activity } = world.workspace;
  activity.pendingCalls += 1;
  noteActivity(world);
  try {
    const read = await readArguments(request);
    const token = tokenKind(world, read?.token);
    const serve = async () =>
      tooMany(parts, name, token, read?.args) ??
      jsonReply(answerCall(world, name, token, read?.args), 200, scopes(world));
    const reply = await throughFaults(parts, name, serve);
    const args = read?.args ?? {};
    calls.add({ at: world.clock.now(), method: name, args: legible(args), token, ...outcome(reply) });
    return reply;
  } finally {
    activity.pendingCalls -= 1;
    noteActivity(world);
  }
}

/** HTTP 429 when the app called this method too often; only calls with the right token count. */
function tooMany(
  { limits }: ApiParts,
  name: string,
  token: TokenKind,
  args: Record<string, unknown> | undefined,
): Reply | undefined {
  const row = methodTable.get(name);
  const wait = row?.token === token ? limits.take(row, args ?? {}) : undefined;
  if (wait === undefined) return undefined;
  return jsonReply({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': String(wait) });
}

function answerCall(
  world: World,
  name: string,
  token: TokenKind,
  args: Record<string, unknown> | undefined,
): Answer {
  return args ? callMethod(world, { name, token, args }) : refuse('invalid_form_data');
}

const scopes = (world: World): Record<string, string> => ({
  'x-oauth-scopes': world.manifest.oauth_config.scopes.bot.join(','),
});

function outcome(reply: Reply | undefined): { status: number; error?: string } {
  if (!reply) return { status: 0, error: 'dropped' };
  const error = /"error":"([^"]*)"/.exec(reply.body.toString().slice(0, 200))?.[1];
  const failed = reply.body.toString().startsWith('{"ok":false');
  return { status: reply.status, ...(failed && error ? { error } : {}) };
}

/** Structures that came as JSON text are logged as structures. */
function legible(args: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).map(([key, value]) => [key, parsed(value)]));
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  try {
    const structure: unknown = JSON.parse(value);
    return structure;
  } catch {
    return value;
  }
}
