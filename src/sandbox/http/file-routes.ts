import { hasScope } from '../methods/reachable-channel.js';
import type { StoredFile } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { readForm } from './read-arguments.js';
import type { Reply, Request, Route } from './route.js';
import { throughFaults } from './weather.js';
import type { ApiParts } from './web-api-route.js';

/** The addresses that carry bytes: `upload_url` in, `url_private(_download)` out. */
export function fileRoutes(parts: ApiParts): Route[] {
  return [
    {
      path: /^\/upload\/v1\/([0-9a-f]+)$/,
      serve: (request, [secret = '']) =>
        throughFaults(parts, 'upload', () => takeUpload(parts.world, secret, request)),
    },
    {
      path: /^\/files-pri\/[A-Z0-9]+-(F[A-Z0-9]+)\//,
      serve: (request, [id = '']) =>
        throughFaults(parts, 'download', async () => giveFile(parts.world, id, request)),
    },
  ];
}

/** Takes the bytes once, raw or as one multipart part; they must be as many as were announced. */
async function takeUpload(world: World, secret: string, request: Request): Promise<Reply> {
  const file = world.workspace.files.get(world.uploads.get(secret) ?? '');
  if (!file || request.method !== 'POST') return { status: 404, body: 'no such upload' };
  const content = await uploadedBytes(request);
  if (content?.length !== file.length) {
    return { status: 400, body: `expected ${file.length} bytes, got ${content?.length ?? 'none'}` };
  }
  file.content = content;
  world.uploads.delete(secret);
  return { status: 200, body: `OK - ${content.length}` };
}

async function uploadedBytes(request: Request): Promise<Buffer | undefined> {
  if (!(request.headers['content-type'] ?? '').startsWith('multipart/form-data')) return request.body;
  const parts = [...((await readForm(request))?.values() ?? [])];
  const part = parts[0];
  if (parts.length !== 1 || part === undefined) return undefined;
  return typeof part === 'string' ? Buffer.from(part) : Buffer.from(await part.arrayBuffer());
}

const loginPage = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in</body></html>';

/** The bytes for the app's token. For any other, Slack answers 200 with its sign-in page. */
function giveFile(world: World, id: string, request: Request): Reply {
  const file = readableFile(world, id, request.headers.authorization);
  if (!file?.content) {
    return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: loginPage };
  }
  return {
    status: 200,
    headers: { 'content-type': 'application/octet-stream', 'content-disposition': 'attachment' },
    body: file.content,
  };
}

function readableFile(world: World, id: string, authorization: string | undefined): StoredFile | undefined {
  const isAllowed = authorization === `Bearer ${world.credentials.botToken}` && hasScope(world, 'files:read');
  return isAllowed ? world.workspace.files.get(id) : undefined;
}
