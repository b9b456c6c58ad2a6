import type { IncomingHttpHeaders } from 'node:http';

/** A request that was read to its end. */
export interface Request {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** Something that is served: the first route whose path matches takes the request; undefined hangs up. */
export interface Route {
  readonly path: RegExp;
  readonly serve: (request: Request, match: readonly string[]) => Promise<Reply | undefined>;
}

/** A reply in JSON, as all of the Web API gives. */
export function jsonReply(value: unknown, status = 200, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}
