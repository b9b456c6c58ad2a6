import type { InputFile } from './view-state.js';

/** The text of a file somebody put into a form, or why it cannot be used. */
export type FetchedFile =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: 'too-large' | 'not-readable' };

const MAX_BYTES = 64 * 1024;

/**
 * Reads files from Slack with the bot's token, which goes to Slack's file host (or, for a local Slack, the API's
 * own host) and nowhere else. Slack answers a token it does not like with 200 and a login page: that is refused.
 */
export function createFetchFile(options: {
  readonly token: string;
  readonly apiUrl: string;
  readonly timeoutMs: number;
}): (file: InputFile) => Promise<FetchedFile> {
  const apiHost = new URL(options.apiUrl).host;
  const hosts = new Set(apiHost === 'slack.com' ? ['files.slack.com'] : [apiHost]);
  return async (file) => {
    if (file.size > MAX_BYTES) return { ok: false, why: 'too-large' };
    const address = file.url_private_download ?? '';
    if (!URL.canParse(address) || !hosts.has(new URL(address).host))
      return { ok: false, why: 'not-readable' };
    const response = await fetch(address, {
      headers: { authorization: `Bearer ${options.token}` },
      redirect: 'manual',
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    const isPage = (response.headers.get('content-type') ?? '').startsWith('text/html');
    if (response.status !== 200 || isPage) return { ok: false, why: 'not-readable' };
    const bytes = await response.arrayBuffer();
    if (bytes.byteLength > MAX_BYTES) return { ok: false, why: 'too-large' };
    return { ok: true, text: new TextDecoder().decode(bytes) };
  };
}
