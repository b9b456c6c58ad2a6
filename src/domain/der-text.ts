import forge from 'node-forge';
import { type DerElement, encodeDer, tagOf } from './der.js';

// The string types of X.680 that names are written in; `text` has a character for each octet.
const decoders: Readonly<Record<number, (text: string) => string>> = {
  12: forge.util.decodeUtf8,
  18: asItIs,
  19: asItIs,
  // T61String: Latin-1 is what everybody put in, whatever the standard says.
  20: asItIs,
  22: asItIs,
  26: asItIs,
  28: universalText,
  // BMPString: forge has made characters of it already.
  30: asItIs,
};

/** The text of a string element; a type that is no text is shown as `#` and hex, as RFC 4514 does. */
export function readDerText(element: DerElement): string {
  const decode = decoders[tagOf(element)];
  return decode && typeof element.value === 'string'
    ? decode(element.value)
    : `#${encodeDer(element).toString('hex')}`;
}

function asItIs(text: string): string {
  return text;
}

// forge knows no UniversalString: four octets a character.
function universalText(text: string): string {
  const octets = Buffer.from(text, 'latin1');
  if (octets.length % 4 !== 0) throw new SyntaxError('DER: text that ends inside a character');
  return String.fromCodePoint(
    ...Array.from({ length: octets.length / 4 }, (_, i) => octets.readUInt32BE(i * 4)),
  );
}
