import forge from 'node-forge';
import { type DerElement, derTags, encodeDer } from './der.js';

const { asn1 } = forge;

/** Elements of DER to be encoded by `encodeDer`: the counterpart of the reader in der.ts, over the same library. */
export const der = {
  sequence: (...parts: readonly DerElement[]) => constructed(derTags.sequence, parts),
  /** X.690 11.6: the elements of a SET OF stand in the order of their encodings. */
  set: (...parts: readonly DerElement[]) => constructed(derTags.set, inOrder(parts)),
  oid: (dotted: string) => primitive(derTags.oid, asn1.oidToDer(dotted).getBytes()),
  integer: (value: number) => primitive(derTags.integer, asn1.integerToDer(value).getBytes()),
  octets: (bytes: Buffer) => primitive(derTags.octetString, bytes.toString('latin1')),
  /** A BIT STRING of whole octets. */
  bits: (bytes: Buffer) => primitive(derTags.bitString, `\0${bytes.toString('latin1')}`),
  null: () => primitive(NULL, ''),
  utf8: (text: string) => primitive(UTF8, Buffer.from(text, 'utf8').toString('latin1')),
  /** For what is letters and digits, such as a country. */
  printable: (text: string) => primitive(PRINTABLE, text),
  ia5: (text: string) => primitive(IA5, text),
  /** forge makes the two octets of each character. */
  bmp: (text: string) => primitive(BMP, text),
  /** `[number]` around other elements. */
  tagged: (number: number, ...parts: readonly DerElement[]) => constructed(0xa0 | number, parts),
  /** `[number]` in place of the tag of a string of octets. */
  taggedOctets: (number: number, bytes: Buffer) => primitive(0x80 | number, bytes.toString('latin1')),
} as const;

const [NULL, UTF8, PRINTABLE, IA5, BMP] = [0x05, 0x0c, 0x13, 0x16, 0x1e];

function primitive(tag: number, value: string): DerElement {
  return asn1.create(classOf(tag), tag & 0x1f, false, value);
}

function constructed(tag: number, parts: readonly DerElement[]): DerElement {
  return asn1.create(classOf(tag), tag & 0x1f, true, [...parts]);
}

function classOf(tag: number): forge.asn1.Class {
  return (tag & 0xc0) === 0x80 ? asn1.Class.CONTEXT_SPECIFIC : asn1.Class.UNIVERSAL;
}

function inOrder(parts: readonly DerElement[]): readonly DerElement[] {
  return parts.toSorted((one, other) => Buffer.compare(encodeDer(one), encodeDer(other)));
}
