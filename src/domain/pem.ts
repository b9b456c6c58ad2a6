/** One armoured block; `der` is null where its end is missing or its content is not base64. */
export type PemBlock = { readonly label: string; readonly der: Buffer | null };

/**
 * The blocks of a text in order, whatever stands around them. Forgiving about what a paste does to a block
 * (CRLF, indentation, line ends turned into spaces or into a written \n), and linear in the text's length.
 */
export function findPemBlocks(text: string): readonly PemBlock[] {
  const marks = [...text.matchAll(/-----(BEGIN|END) ([A-Z0-9 ]{1,64})-----/g)];
  return marks.flatMap((mark, i) => {
    const [whole, word, label = ''] = mark;
    if (word !== 'BEGIN') return [];
    const end = marks[i + 1];
    const isClosed = end?.[1] === 'END' && end[2] === label;
    return [{ label, der: isClosed ? decode(text.slice(mark.index + whole.length, end.index)) : null }];
  });
}

/** Standard armour: one block, 64 columns, LF, a line end after it (RFC 7468 2). */
export function encodePem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

function decode(body: string): Buffer | null {
  const base64 = body.replace(/\\[nrt]|[\s\u200b]/g, '');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? Buffer.from(base64, 'base64') : null;
}
