import forge from 'node-forge';

// What @types/node-forge leaves out: forge takes options in place of its one flag.
declare module 'node-forge' {
  namespace asn1 {
    type ReadOptions = {
      readonly strict: boolean;
      readonly parseAllBytes: boolean;
      readonly decodeBitStrings: boolean;
      readonly maxDepth: number;
    };
    function fromDer(bytes: Bytes, options: ReadOptions): Asn1;
  }
}

const { asn1 } = forge;

/**
 * One element of DER (X.690), read by node-forge. CSRs and certificates are read with this one reader, so that
 * the names of both mean the same; signatures and keys are left to node:crypto. Everything here throws on what
 * is not DER; the callers' boundary makes a refusal of it.
 */
export type DerElement = Readonly<forge.asn1.Asn1>;

/** Identifier octets. */
export const derTags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The one element that `bytes` are, with nothing behind it. */
export function readDer(bytes: Buffer): DerElement {
  return read(bytes, 'whole');
}

/** The first element of `bytes`, whatever follows it. */
export function readDerStart(bytes: Buffer): DerElement {
  return read(bytes, 'start');
}

/** The octets that `element` was read from. */
export function encodeDer(element: DerElement): Buffer {
  return Buffer.from(asn1.toDer(element).getBytes(), 'latin1');
}

/** The identifier octet: class, constructed or not, number. */
export function tagOf({ tagClass, constructed, type }: DerElement): number {
  return tagClass | (constructed ? 0x20 : 0) | type;
}

export function hasTag(element: DerElement | undefined, tag: number): element is DerElement {
  return element !== undefined && tagOf(element) === tag;
}

/** `element`, which must be there and have this tag. */
export function expectTag(element: DerElement | undefined, tag: number): DerElement {
  if (hasTag(element, tag)) return element;
  throw new SyntaxError(`DER: tag ${element ? tagOf(element) : 'none'} in place of ${tag}`);
}

/** The elements inside a constructed one of this tag. */
export function childrenOf(
  element: DerElement | undefined,
  tag: number = derTags.sequence,
): readonly DerElement[] {
  const { value } = expectTag(element, tag);
  if (typeof value === 'string') throw new SyntaxError(`DER: nothing can be inside tag ${tag}`);
  return value;
}

/** The octets of a primitive element of this tag (which is not BMPString: forge makes characters of those). */
export function octetsOf(element: DerElement | undefined, tag: number): Buffer {
  const { value } = expectTag(element, tag);
  if (typeof value !== 'string') throw new SyntaxError(`DER: tag ${tag} has elements in place of octets`);
  return Buffer.from(value, 'latin1');
}

/** The octets of a BIT STRING of whole octets. */
export function readBits(element: DerElement | undefined): Buffer {
  const octets = octetsOf(element, derTags.bitString);
  if (octets[0] !== 0) throw new SyntaxError('DER: bit string that ends inside an octet');
  return octets.subarray(1);
}

/** An OBJECT IDENTIFIER in dotted form; as `#` and hex where an arc is over 53 bits, as in UUIDs (2.25). */
export function readOid(element: DerElement | undefined, tag: number = derTags.oid): string {
  const octets = octetsOf(element, tag);
  // X.690 8.19.2: an arc begins with no idle octet, and the last one ends. forge would read over both.
  const isIdle = octets.some((octet, i) => octet === 0x80 && (octets[i - 1] ?? 0) < 0x80);
  const isOpen = (octets.at(-1) ?? 0x80) >= 0x80;
  // Real OIDs have a dozen arcs; a long one would only fill the screen.
  if (isIdle || isOpen || octets.length > 64) throw new SyntaxError('DER: not an object identifier');
  try {
    return asn1.derToOid(octets.toString('latin1'));
  } catch {
    return `#${octets.toString('hex')}`;
  }
}

// CSRs and certificates are ten deep.
const MOST_LEVELS = 32;

/**
 * forge also reads BER: indefinite and idle lengths. It keeps no octets of what it reads, so what is hashed and
 * verified later is its own writing; that, compared with `bytes`, also tells DER from BER.
 */
function read(bytes: Buffer, extent: 'whole' | 'start'): DerElement {
  const element = asn1.fromDer(bytes.toString('latin1'), {
    strict: true,
    parseAllBytes: extent === 'whole',
    decodeBitStrings: false,
    maxDepth: MOST_LEVELS,
  });
  const written = encodeDer(element);
  const given = extent === 'whole' ? bytes : bytes.subarray(0, written.length);
  if (!written.equals(given) || hasLongTag(element)) throw new SyntaxError('DER: BER, or damaged');
  return element;
}

/** forge takes the octets of a tag number over 30 for a length: other readers would see something else. */
function hasLongTag({ type, value }: DerElement): boolean {
  return (type & 0x1f) === 0x1f || (typeof value !== 'string' && value.some(hasLongTag));
}
