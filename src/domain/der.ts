/**
 * One element of strict DER (X.690): `tag` is the identifier octet, `whole` includes tag and length. CSRs and
 * certificates are read with this one reader, so that the names of both mean the same; signatures are left to
 * node:crypto. Everything here throws on what is not DER; the callers' boundary makes a refusal of it.
 */
export type DerElement = { readonly tag: number; readonly content: Buffer; readonly whole: Buffer };

export const derTags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The first element of `bytes`; what follows it is not looked at. */
export function readDer(bytes: Buffer): DerElement {
  const tag = byteAt(bytes, 0);
  if ((tag & 0x1f) === 0x1f) throw new SyntaxError('DER: tag number over 30');
  const first = byteAt(bytes, 1);
  // Four octets of length are more than any input of ours; none (0x80) is BER's indefinite form.
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  if (first === 0x80 || lengthBytes > 4) throw new SyntaxError('DER: length form not allowed');
  const start = 2 + lengthBytes;
  const length = lengthBytes === 0 ? first : readLength(bytes.subarray(2, start), lengthBytes);
  if (bytes.length < start + length) throw new SyntaxError('DER: ends too early');
  return { tag, content: bytes.subarray(start, start + length), whole: bytes.subarray(0, start + length) };
}

/** The one element that `bytes` are, with nothing behind it. */
export function readWholeDer(bytes: Buffer): DerElement {
  const element = readDer(bytes);
  if (element.whole.length !== bytes.length) throw new SyntaxError('DER: something behind the element');
  return element;
}

/** The elements that fill `content` exactly. */
export function readAllDer(content: Buffer): readonly DerElement[] {
  const elements: DerElement[] = [];
  for (let at = 0; at < content.length; ) {
    const element = readDer(content.subarray(at));
    elements.push(element);
    at += element.whole.length;
  }
  return elements;
}

/** `element`, which must be there and have this tag. */
export function expectTag(element: DerElement | undefined, tag: number): DerElement {
  if (element?.tag !== tag) throw new SyntaxError(`DER: tag ${element?.tag ?? 'none'} in place of ${tag}`);
  return element;
}

/** The elements inside a constructed one of this tag. */
export function childrenOf(
  element: DerElement | undefined,
  tag: number = derTags.sequence,
): readonly DerElement[] {
  return readAllDer(expectTag(element, tag).content);
}

/** The octets of a BIT STRING of whole octets. */
export function readBits(element: DerElement | undefined): Buffer {
  const { content } = expectTag(element, derTags.bitString);
  if (byteAt(content, 0) !== 0) throw new SyntaxError('DER: bit string that ends inside an octet');
  return content.subarray(1);
}

/** An OBJECT IDENTIFIER in dotted form. */
export function readOid(element: DerElement | undefined): string {
  return dottedOid(expectTag(element, derTags.oid).content);
}

/** The dotted form of an OID's content octets. */
export function dottedOid(content: Buffer): string {
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const octet of content) {
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    if (octet < 0x80) {
      arcs.push(arc);
      arc = 0n;
    }
  }
  const [head, ...rest] = arcs;
  // Real OIDs have a dozen arcs; a long one would only cost time.
  if (head === undefined || content.length > 64 || byteAt(content, content.length - 1) >= 0x80) {
    throw new SyntaxError('DER: not an object identifier');
  }
  const top = head < 80n ? head / 40n : 2n;
  return [top, head - top * 40n, ...rest].join('.');
}

function byteAt(bytes: Buffer, index: number): number {
  const byte = bytes[index];
  if (byte === undefined) throw new SyntaxError('DER: ends too early');
  return byte;
}

function readLength(octets: Buffer, expected: number): number {
  if (octets.length < expected) throw new SyntaxError('DER: ends too early');
  const length = octets.readUIntBE(0, expected);
  if (length < 0x80 || octets[0] === 0) throw new SyntaxError('DER: length not in its shortest form');
  return length;
}
