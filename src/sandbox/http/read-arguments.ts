import type { Request } from './route.js';

/** The arguments without the token, and the token. */
export interface ReadArguments {
  readonly args: Record<string, unknown>;
  readonly token: string | undefined;
}

/**
 * The arguments of a Web API call, from the query, a form or a JSON body, and its token: the header's, or
 * the `token` argument. Undefined when the body is not what its content type says.
 */
export async function readArguments(request: Request): Promise<ReadArguments | undefined> {
  const body = await readBody(request);
  if (!body) return undefined;
  const { token, ...args } = { ...Object.fromEntries(request.url.searchParams), ...body };
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return { args, token: bearer ?? (typeof token === 'string' ? token : undefined) };
}

async function readBody(request: Request): Promise<Record<string, unknown> | undefined> {
  if (request.body.length === 0) return {};
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/json')) return readJsonObject(request.body);
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(request.body.toString()));
  }
  if (type.startsWith('multipart/form-data')) {
    const form = await readForm(request);
    return form && Object.fromEntries(form);
  }
  return undefined;
}

/** A JSON object, or undefined when the bytes are none. */
export function readJsonObject(body: Buffer): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(body.toString() || '{}');
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    return isObject ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}

/** A multipart form, read by Node itself; undefined when it is broken. */
export async function readForm(request: Request): Promise<FormData | undefined> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  try {
    return await new Response(new Uint8Array(request.body), { headers }).formData();
  } catch {
    return undefined;
  }
}
