import { z } from 'zod';
import { childrenOf, type DerElement, derTags, octetsOf, readDer, readOid } from './der.js';
import { extensionsIn } from './x509-extensions.js';

/** What a CSR asks for besides its names: what the key may be used for, and further extensions by name. */
export const askedExtensionsSchema = z
  .object({
    /** RFC 5280 4.2.1.12, by its usual name or as dotted OID. */
    extendedKeyUsages: z.array(z.string()).readonly(),
    /** RFC 5280 4.2.1.3. */
    keyUsages: z.array(z.string()).readonly(),
    others: z.array(z.string()).readonly(),
  })
  .readonly();
export type AskedExtensions = z.infer<typeof askedExtensionsSchema>;

export const asksForNothing: AskedExtensions = { extendedKeyUsages: [], keyUsages: [], others: [] };

const oids = { keyUsage: '2.5.29.15', extendedKeyUsage: '2.5.29.37' } as const;

/** Names are shown by themselves, to be a CA is refused, and a key's identifier says nothing new. */
const shownElsewhere: readonly string[] = ['2.5.29.17', '2.5.29.19', '2.5.29.14'];

const extendedKeyUsages: Readonly<Record<string, string>> = {
  '2.5.29.37.0': 'anyExtendedKeyUsage',
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
  '1.3.6.1.5.5.7.3.3': 'codeSigning',
  '1.3.6.1.5.5.7.3.4': 'emailProtection',
  '1.3.6.1.5.5.7.3.8': 'timeStamping',
  '1.3.6.1.5.5.7.3.9': 'OCSPSigning',
  '1.3.6.1.4.1.311.20.2.2': 'smartcardLogon',
  '1.3.6.1.5.2.3.5': 'kerberosKdc',
};

const extensionNames: Readonly<Record<string, string>> = {
  '2.5.29.30': 'nameConstraints',
  '2.5.29.32': 'certificatePolicies',
  '2.5.29.35': 'authorityKeyIdentifier',
  '1.3.6.1.5.5.7.1.24': 'tlsFeature (must-staple)',
  '1.3.6.1.5.5.7.1.1': 'authorityInfoAccess',
  '1.3.6.1.4.1.311.20.2': 'certificate template',
  '1.3.6.1.4.1.311.21.7': 'certificate template',
  '2.16.840.1.113730.1.1': 'Netscape certificate type',
  '2.16.840.1.113730.1.13': 'Netscape comment',
};

/** Bits of KeyUsage in order, the first being the leftmost. */
const keyUsages = [
  ...['digitalSignature', 'nonRepudiation', 'keyEncipherment', 'dataEncipherment', 'keyAgreement'],
  ...['keyCertSign', 'cRLSign', 'encipherOnly', 'decipherOnly'],
];

/** Reads what is asked for; a usage that cannot be read is named, not refused: the CA decides about it. */
export function readAskedExtensions(lists: readonly DerElement[]): AskedExtensions {
  const extensions = extensionsIn(lists);
  const read = (oid: string, decode: (element: DerElement) => readonly string[]) =>
    extensions.filter((each) => each.oid === oid).map(({ value }) => orUnreadable(value, decode));
  const rest = extensions
    .map(({ oid }) => oid)
    .filter((oid) => oid !== oids.keyUsage && oid !== oids.extendedKeyUsage && !shownElsewhere.includes(oid));
  return {
    extendedKeyUsages: unique(read(oids.extendedKeyUsage, readExtendedKeyUsages).flat()),
    keyUsages: unique(read(oids.keyUsage, readKeyUsages).flat()),
    others: unique(rest.map((oid) => extensionNames[oid] ?? oid)),
  };
}

function orUnreadable(value: Buffer, decode: (element: DerElement) => readonly string[]): readonly string[] {
  try {
    return decode(readDer(value));
  } catch {
    return ['unreadable'];
  }
}

function readExtendedKeyUsages(element: DerElement): readonly string[] {
  return childrenOf(element).map((usage) => {
    const oid = readOid(usage);
    return extendedKeyUsages[oid] ?? oid;
  });
}

function readKeyUsages(element: DerElement): readonly string[] {
  const [, ...octets] = octetsOf(element, derTags.bitString);
  return keyUsages.filter((_, bit) => ((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0);
}

function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)];
}
