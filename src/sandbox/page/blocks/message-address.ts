/** The message that a permalink of this workspace leads to, or null for any other address. */
export function messageAt(
  address: string,
  origin: string,
): { readonly channel: string; readonly ts: string } | null {
  const url = new URL(address);
  const [, channel, seconds, micros] = /^\/archives\/(\w+)\/p(\d+)(\d{6})$/.exec(url.pathname) ?? [];
  if (url.origin !== origin || channel === undefined) return null;
  return { channel, ts: url.searchParams.get('thread_ts') ?? `${seconds}.${micros}` };
}
