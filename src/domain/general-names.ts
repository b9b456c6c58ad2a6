import { childrenOf, type DerElement, octetsOf, readOid, tagOf } from './der.js';
import { type Name, normalizeName } from './names.js';

/** The names of a subjectAltName: those we know, and the others in words, for a refusal. */
export type GeneralNames = {
  readonly names: readonly Name[];
  /** Well-formed, of a kind that we do not certify ("otherName", "dirName"). */
  readonly unsupported: readonly string[];
  /** Of a kind we know, but not such a name ("DNS:a b"). */
  readonly wrong: readonly string[];
};

type Read = { readonly name: Name } | { readonly unsupported: string } | { readonly wrong: string };

/** Reads GeneralNames (RFC 5280 4.2.1.6); throws where it is not DER. */
export function readGeneralNames(element: DerElement): GeneralNames {
  const read = childrenOf(element).map(readGeneralName);
  return {
    names: read.flatMap((one) => ('name' in one ? [one.name] : [])),
    unsupported: read.flatMap((one) => ('unsupported' in one ? [one.unsupported] : [])),
    wrong: read.flatMap((one) => ('wrong' in one ? [one.wrong] : [])),
  };
}

// Context tags: 0xa0 and 0xa4 hold a structure, the others their octets.
function readGeneralName(element: DerElement): Read {
  const tag = tagOf(element);
  const text = () => octetsOf(element, tag).toString('latin1');
  switch (tag) {
    case 0x81:
      return readName('email', text());
    case 0x82:
      return readName('dns', text());
    case 0x86:
      return readName('uri', text());
    case 0x87:
      return readName('ip', ipText(octetsOf(element, tag)));
    case 0x88:
      return { unsupported: `registeredID ${readOid(element, tag)}` };
    case 0xa0:
      return { unsupported: 'otherName' };
    case 0xa4:
      return { unsupported: 'dirName' };
    default:
      return { unsupported: `name of kind ${tag & 0x1f}` };
  }
}

function readName(kind: Name['kind'], text: string): Read {
  // These are IA5String: a U-label in one is an error that another reader would take for something else.
  const name = /^[ -~]*$/.test(text) ? normalizeName(kind, text) : null;
  return name ? { name } : { wrong: `${kind}:${text}` };
}

function ipText(octets: Buffer): string {
  if (octets.length === 4) return octets.join('.');
  if (octets.length !== 16) return `#${octets.toString('hex')}`;
  return Array.from({ length: 8 }, (_, i) => octets.readUInt16BE(i * 2).toString(16)).join(':');
}
