import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { describePersonScreen } from '../screen/describe-person-screen.js';
import { standOf } from '../switches.js';
import { findUser } from '../workspace/find.js';
import { jsonReply, type Reply, type Request, type Route } from './route.js';
import type { ApiParts } from './web-api-route.js';

/** How many of the last calls the page shows. */
const shownCalls = 60;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/**
 * The page, built by `vite build` into dist/sandbox/page, and what it asks for:
 *
 * GET /                         the page, at `/` and in `/page/`
 * GET /archives/C.../p...       the page: where permalinks lead that are opened outside of it
 * GET /_page/screen?user=eve    what this person's client shows, with ids
 * GET /_page/behind             what is behind the scenes: the last calls, what is ordered to fail
 */
export function pageRoutes(parts: ApiParts): Route[] {
  return [
    { path: /^\/$/, serve: async (request) => pageFile(request, 'index.html') },
    {
      path: /^\/archives\/\w+\/p\d+$/,
      serve: async () => ({ status: 302, headers: { location: '/' }, body: '' }),
    },
    {
      path: /^\/page\/([A-Za-z0-9_-]+\.[a-z]+)$/,
      serve: async (request, [name = '']) => pageFile(request, name),
    },
    { path: /^\/_page\/screen$/, serve: async (request) => screenOf(parts, request) },
    { path: /^\/_page\/behind$/, serve: async () => behind(parts) },
  ];
}

/** The same from this file compiled and from its source, which is what the tests run. */
const folder = new URL('../../../dist/sandbox/page/', import.meta.url);

async function pageFile(request: Request, name: string): Promise<Reply> {
  const type = types[extname(name)];
  if (request.method !== 'GET' || type === undefined) return notThere;
  const body = await readFile(new URL(name, folder)).catch(() => undefined);
  if (!body) return name === 'index.html' ? notBuilt : notThere;
  return { status: 200, headers: { ...headersFor(request), 'content-type': type }, body };
}

// Nothing that a message holds can run: scripts and styles come from the page's own files only.
function headersFor({ headers }: Request): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ws://${headers.host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'no-cache',
  };
}

const notThere: Reply = { status: 404, body: 'not found' };
const notBuilt: Reply = {
  status: 503,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'The page is not built: run `npm run build`.',
};

function screenOf({ world }: ApiParts, request: Request): Reply {
  const user = findUser(world.workspace, request.url.searchParams.get('user') ?? '');
  if (!user || user.isBot || user.deleted) return jsonReply({ ok: false, error: 'no such user' }, 404);
  return jsonReply(describePersonScreen(world, user));
}

function behind({ world, calls, faults, switches }: ApiParts): Reply {
  const connections = world.delivery.connections();
  const last = calls.list().slice(-shownCalls);
  return jsonReply({ connections, calls: last, faults: faults.list(), switches: standOf(switches) });
}
