/** So many replies, in words. */
export function replies(count: number): string {
  return count === 1 ? '1 reply' : `${count} replies`;
}
