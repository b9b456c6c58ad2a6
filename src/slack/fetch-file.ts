import type { InputFile } from './view-state.js';

/** The text of a file somebody put into a form, or why it cannot be used. */
export type FetchedFile =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: 'too-large' | 'not-readable' };

const MAX_BYTES = 64 * 1024;

/**
 * Reads files from Slack with the bot's token, which goes to Slack's file host by https (or, for a local Slack, the
 * API's own origin) and nowhere else. Slack answers a token it does not like with 200 and a login page: that is refused.
 */
export function createFetchFile(options: {
  readonly token: string;
  readonly apiUrl: string;
  readonly timeoutMs: number;
  /** A larger one is not read. */
  readonly mostBytes?: number;
}): (file: InputFile) => Promise<FetchedFile> {
  const api = new URL(options.apiUrl);
  const { mostBytes = MAX_BYTES } = options;
  const files = api.host === 'slack.com' ? 'https://files.slack.com' : api.origin;
  return async (file) => {
    if (file.size > mostBytes) return { ok: false, why: 'too-large' };
    const address = file.url_private_download ?? '';
    if (!URL.canParse(address) || new URL(address).origin !== files)
      return { ok: false, why: 'not-readable' };
    const response = await fetch(address, {
      headers: { authorization: `Bearer ${options.token}` },
      redirect: 'manual',
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    const isPage = (response.headers.get('content-type') ?? '').startsWith('text/html');
    if (response.status !== 200 || isPage) return { ok: false, why: 'not-readable' };
    const bytes = await readAtMost(mostBytes, response);
    if (!bytes) return { ok: false, why: 'too-large' };
    return { ok: true, text: new TextDecoder().decode(bytes) };
  };
}

/** Null, and nothing more is read, once there is more: the size that came with the file is not to be relied on. */
async function readAtMost(limit: number, { body }: Response): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size > limit) return null;
  }
  return Buffer.concat(chunks);
}
