/** What a vote button carries: which request, and the start of the digest of what its card shows. */
export type VoteValue = { readonly requestId: string; readonly shownDigest: string };

/** Reads a vote button's value; anything else gives empty fields, which no request has. */
export function readVoteValue(value: string | undefined): VoteValue {
  const [requestId = '', shownDigest = ''] = (value ?? '').split(':');
  return { requestId, shownDigest };
}

export function writeVoteValue({ requestId, shownDigest }: VoteValue): string {
  return `${requestId}:${shownDigest.slice(0, 32)}`;
}
