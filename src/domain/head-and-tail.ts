/** The head and the tail of a text that comes in pieces, with a mark where something is missing between them. */
export type HeadAndTail = { add(text: string): void; text(): string; leftOutBytes(): number };

/** Keeps up to `most` characters of each; never holds much more than the two. */
export function keepHeadAndTail(most: number): HeadAndTail {
  let head = '';
  let tail: string[] = [];
  let tailLength = 0;
  let leftOutBytes = 0;
  /** The first half of a character whose second half is still to come. */
  let half = '';

  const cutTail = (): string => {
    const whole = tail.join('');
    const kept =
      whole.length > most ? whole.slice(whole.length - most).replace(/^[\uDC00-\uDFFF]/, '') : whole;
    leftOutBytes += Buffer.byteLength(whole) - Buffer.byteLength(kept);
    tail = [kept];
    tailLength = kept.length;
    return kept;
  };
  const add = (piece: string): void => {
    const whole = half + piece;
    half = /[\uD800-\uDBFF]$/.exec(whole)?.[0] ?? '';
    keep(half ? whole.slice(0, -1) : whole);
  };
  const keep = (text: string): void => {
    const room = tailLength === 0 ? most - head.length : 0;
    const fits = room < text.length ? text.slice(0, room).replace(/[\uD800-\uDBFF]$/, '') : text;
    head += fits;
    if (fits.length === text.length) return;
    tail.push(text.slice(fits.length));
    tailLength += text.length - fits.length;
    if (tailLength > 2 * most) cutTail();
  };
  const text = (): string => {
    keep(half);
    half = '';
    const kept = cutTail();
    if (leftOutBytes === 0) return head + kept;
    return `${head}${head.endsWith('\n') ? '' : '\n'}[${leftOutBytes} bytes left out]\n${kept}`;
  };
  return { add, text, leftOutBytes: () => leftOutBytes };
}
