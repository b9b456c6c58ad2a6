import { REQUEST_ID } from './request.js';

/**
 * The id that somebody typed, read aloud or copied with what stood around it: any case, with or without the dash,
 * `o` for 0 and `i` or `l` for 1 (Crockford's base32). Null when that is no id.
 */
export function readRequestId(typed: string): string | null {
  const letters = typed
    .toLowerCase()
    .replace(/[\s`'"#<>()[\]*.,:;_\p{Pd}]/gu, '')
    .replaceAll('o', '0')
    .replace(/[il]/g, '1');
  const id = `${letters.slice(0, 4)}-${letters.slice(4)}`;
  return REQUEST_ID.test(id) ? id : null;
}
