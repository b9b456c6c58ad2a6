import {
  childrenOf,
  type DerElement,
  derTags,
  expectTag,
  hasTag,
  octetsOf,
  readDer,
  readOid,
} from './der.js';
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
  const extensions = extensionsIn(lists);
  const elementsOf = (oid: string) =>
    extensions.filter((one) => one.oid === oid).map(({ value }) => readDer(value));
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

/** Every extension of the lists, in order, undecoded. */
export function extensionsIn(lists: readonly DerElement[]): readonly Extension[] {
  return lists.flatMap((list) => childrenOf(list)).map(readExtension);
}

type Extension = { readonly oid: string; readonly value: Buffer };

function readExtension(element: DerElement): Extension {
  const fields = childrenOf(element);
  const [type, critical] = fields;
  // `critical` between the two is of no use to us, but nothing else may stand there.
  if (fields.length > 2) expectTag(critical, derTags.boolean);
  if (fields.length > 3) throw new SyntaxError('DER: not an extension');
  return { oid: readOid(type), value: octetsOf(fields.at(-1), derTags.octetString) };
}

function readIsCa(element: DerElement): boolean {
  const [first] = childrenOf(element);
  return hasTag(first, derTags.boolean) && octetsOf(first, derTags.boolean)[0] !== 0;
}

// Bit 5 of KeyUsage (RFC 5280 4.2.1.3), counted from the left; the first octet counts the unused bits.
function readSignsCertificates(element: DerElement): boolean {
  const bits = octetsOf(element, derTags.bitString);
  return ((bits[1] ?? 0) & 0x04) !== 0;
}
