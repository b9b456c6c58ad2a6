import { isIPv4 } from 'node:net';
import { type DerElement, encodeDer, readDer } from './der.js';
import { type NameAttribute, oidOfAttribute } from './distinguished-name.js';
import type { Name } from './names.js';
import { der } from './write-der.js';

const oids = { extensionRequest: '1.2.840.113549.1.9.14', subjectAltName: '2.5.29.17' } as const;

/** How a CSR is signed: the algorithm's OID, and whether a NULL stands beside it (RFC 4055 does, RFC 5758 and 8410 do not). */
export type Signing = { readonly oid: string; readonly hasNull: boolean };

/** What a CSR asks for; `publicKey` is a SubjectPublicKeyInfo in DER. */
export type Asked = {
  readonly subject: readonly NameAttribute[];
  readonly names: readonly Name[];
  readonly publicKey: Buffer;
};

/** The CertificationRequestInfo (RFC 2986 4.1), which is what gets signed: subject, key, names and nothing else. */
export function certificationRequestInfo({ subject, names, publicKey }: Asked): Buffer {
  const extensions = names.length === 0 ? [] : [extensionRequest(names)];
  return encodeDer(
    der.sequence(
      der.integer(0),
      der.sequence(...subject.map(relativeName)),
      readDer(publicKey),
      der.tagged(0, ...extensions),
    ),
  );
}

/** The CSR of a signed CertificationRequestInfo. */
export function certificationRequest(body: Buffer, signing: Signing, signature: Buffer): Buffer {
  const algorithm = der.sequence(der.oid(signing.oid), ...(signing.hasNull ? [der.null()] : []));
  return encodeDer(der.sequence(readDer(body), algorithm, der.bits(signature)));
}

function relativeName({ type, value }: NameAttribute): DerElement {
  return der.set(der.sequence(der.oid(oidOfAttribute(type)), textOf(type, value)));
}

/** RFC 5280 A.1: a country is a PrintableString, an e-mail address an IA5String, the rest UTF8String. */
function textOf(type: string, value: string): DerElement {
  if (type === 'C') return der.printable(value);
  return type === 'emailAddress' ? der.ia5(value) : der.utf8(value);
}

function extensionRequest(names: readonly Name[]): DerElement {
  const alternatives = encodeDer(der.sequence(...names.map(generalName)));
  const extension = der.sequence(der.oid(oids.subjectAltName), der.octets(alternatives));
  return der.sequence(der.oid(oids.extensionRequest), der.set(der.sequence(extension)));
}

// RFC 5280 4.2.1.6.
const tags = { email: 1, dns: 2, uri: 6 } as const;

function generalName({ kind, value }: Name): DerElement {
  if (kind === 'ip') return der.taggedOctets(7, addressOctets(value));
  return der.taggedOctets(tags[kind], Buffer.from(value, 'latin1'));
}

/** The octets of an address in its normal form, where `::` stands for as many zeros as are missing. */
function addressOctets(text: string): Buffer {
  if (isIPv4(text)) return Buffer.from(text.split('.').map(Number));
  const [head = '', tail] = text.split('::');
  const groups = (part = '') => part.split(':').filter((group) => group !== '');
  const missing = 8 - groups(head).length - groups(tail).length;
  const all = [
    ...groups(head),
    ...Array<string>(tail === undefined ? 0 : missing).fill('0'),
    ...groups(tail),
  ];
  return Buffer.concat(all.map((group) => Buffer.from(group.padStart(4, '0'), 'hex')));
}
