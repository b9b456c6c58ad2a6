import type { DerElement } from './der.js';

// The string types of X.680 that names are written in.
const decoders: Readonly<Record<number, (content: Buffer) => string>> = {
  12: (content) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content),
  18: latin1,
  19: latin1,
  // T61String: Latin-1 is what everybody put in, whatever the standard says.
  20: latin1,
  22: latin1,
  26: latin1,
  28: (content) => wideText(content, 4),
  30: (content) => wideText(content, 2),
};

/** The text of a string element; a type that is no text is shown as `#` and hex, as RFC 4514 does. */
export function readDerText({ tag, content, whole }: DerElement): string {
  return decoders[tag]?.(content) ?? `#${whole.toString('hex')}`;
}

function latin1(content: Buffer): string {
  return content.toString('latin1');
}

function wideText(content: Buffer, width: 2 | 4): string {
  if (content.length % width !== 0) throw new SyntaxError('DER: text that ends inside a character');
  const points = Array.from({ length: content.length / width }, (_, i) =>
    content.readUIntBE(i * width, width),
  );
  return width === 2 ? String.fromCharCode(...points) : String.fromCodePoint(...points);
}
