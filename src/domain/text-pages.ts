/** Slack: 3,000 characters in a block, 100 blocks and 250 kB in a view; a character may take three bytes. */
const PIECE = 2900;

/** A text as pages of so many pieces (see textPieces). Always at least one page. */
export function textPages(text: string, piecesOnAPage: number): readonly (readonly string[])[] {
  const pieces = textPieces(text);
  const count = Math.max(1, Math.ceil(pieces.length / piecesOnAPage));
  return Array.from({ length: count }, (_, at) => pieces.slice(at * piecesOnAPage, (at + 1) * piecesOnAPage));
}

/**
 * A text as pieces that each fit into a block: cut between lines where that leaves more than half of a block filled,
 * never inside of a character. None is blank.
 */
export function textPieces(text: string): readonly string[] {
  const pieces: string[] = [];
  for (let rest = text.trimEnd(); rest !== ''; ) {
    const most = rest.slice(0, PIECE).replace(/[\uD800-\uDBFF]$/, '');
    const lineEnd = most.lastIndexOf('\n') + 1;
    const piece = rest.length > PIECE && lineEnd > PIECE / 2 ? most.slice(0, lineEnd) : most;
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return pieces.filter((piece) => piece.trim() !== '');
}
