/** How long a packed state may be: an account's key and a few tokens, not a cache. */
export const mostStateBytes = 1 << 20;
