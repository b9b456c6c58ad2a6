/** A piece of a CSR or a certificate inside a sentence: nothing invisible in it, and cut at `limit` characters. */
export function printable(text: string, limit = 40): string {
  const visible = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD');
  return visible.length > limit ? `${visible.slice(0, limit - 1)}…` : visible;
}

/** The first of several, and how many more there are. */
export function printableList(texts: readonly string[], limit = 40): string {
  const [first = '', ...more] = texts;
  return more.length > 0 ? `${printable(first, limit)} and ${more.length} more` : printable(first, limit);
}

/** Control, format and unassigned characters make one name look like another to an approver. */
export function hasInvisible(text: string): boolean {
  return /[\p{C}\p{Zl}\p{Zp}]/u.test(text);
}
