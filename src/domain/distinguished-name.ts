import { childrenOf, type DerElement, derTags, readOid } from './der.js';
import { readDerText } from './der-text.js';
import { printable } from './printable.js';

/** One attribute of a subject or issuer: `type` by its usual short name, or the dotted OID. */
export type NameAttribute = { readonly type: string; readonly value: string };

const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.42': 'GN',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

/** The attributes of a Name (RFC 5280 4.1.2.4) in order; those of a multi-valued part follow one another. */
export function readDistinguishedName(element: DerElement | undefined): readonly NameAttribute[] {
  return childrenOf(element)
    .flatMap((part) => childrenOf(part, derTags.set))
    .map((attribute) => {
      const [type, value, ...more] = childrenOf(attribute);
      if (!value || more.length > 0) throw new SyntaxError('DER: name attribute without its one value');
      const oid = readOid(type);
      return { type: shortNames[oid] ?? oid, value: readDerText(value) };
    });
}

/** The dotted OID of an attribute's usual short name. Throws on one that is not in the table. */
export function oidOfAttribute(type: string): string {
  const oid = Object.entries(shortNames).find(([, name]) => name === type)?.[0];
  if (!oid) throw new Error(`no attribute is called ${type}`);
  return oid;
}

/** The common names among the attributes; an empty one counts as none. */
export function commonNamesOf(attributes: readonly NameAttribute[]): readonly string[] {
  return attributes.filter(({ type, value }) => type === 'CN' && value !== '').map(({ value }) => value);
}

/** "CN=Test Root, O=Example", for people to read. */
export function formatDistinguishedName(attributes: readonly NameAttribute[]): string {
  return attributes.map(({ type, value }) => `${type}=${printable(value, 100)}`).join(', ');
}
