import { childrenOf, type DerElement, derTags, expectTag, readOid, readWholeDer } from './der.js';
import { type GeneralNames, readGeneralNames } from './general-names.js';

/** What matters to us of a list of extensions; the unknown ones are nobody's business here. */
export type X509Extensions = GeneralNames & {
  /** basicConstraints says CA:TRUE. */
  readonly isCa: boolean;
  /** keyUsage has keyCertSign; null where there is no keyUsage at all. */
  readonly signsCertificates: boolean | null;
};

/** Reads an Extensions list (RFC 5280 4.1). What occurs twice counts twice: other readers take either one. */
export function readExtensions(lists: readonly DerElement[]): X509Extensions {
  const extensions = lists.flatMap((list) => childrenOf(list)).map(readExtension);
  const elementsOf = (oid: string) =>
    extensions.filter((one) => one.oid === oid).map(({ value }) => readWholeDer(value));
  const names = elementsOf('2.5.29.17').map(readGeneralNames);
  const usages = elementsOf('2.5.29.15');
  return {
    names: names.flatMap((read) => read.names),
    unsupported: names.flatMap((read) => read.unsupported),
    wrong: names.flatMap((read) => read.wrong),
    isCa: elementsOf('2.5.29.19').some(readIsCa),
    signsCertificates: usages.length === 0 ? null : usages.some(readSignsCertificates),
  };
}

function readExtension(element: DerElement): { readonly oid: string; readonly value: Buffer } {
  const fields = childrenOf(element);
  const value = expectTag(fields.at(-1), derTags.octetString).content;
  // `critical` between the two is of no use to us, but nothing else may stand there.
  if (fields.length > 3 || (fields.length === 3 && fields[1]?.tag !== derTags.boolean)) {
    throw new SyntaxError('DER: not an extension');
  }
  return { oid: readOid(fields[0]), value };
}

function readIsCa(element: DerElement): boolean {
  const [first] = childrenOf(element);
  return first?.tag === derTags.boolean && first.content[0] !== 0;
}

// Bit 5 of KeyUsage (RFC 5280 4.2.1.3), counted from the left; the first octet counts the unused bits.
function readSignsCertificates(element: DerElement): boolean {
  const bits = expectTag(element, derTags.bitString).content;
  return ((bits[1] ?? 0) & 0x04) !== 0;
}
