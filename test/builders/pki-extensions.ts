import { isIP } from 'node:net';

/** What openssl's configuration needs to know of the extensions of a CSR or a certificate. */
export type ExtensionWish = {
  readonly names?: readonly string[] | undefined;
  readonly isCa?: boolean | undefined;
  readonly extensions?: readonly string[] | undefined;
};

/** The lines of an extension section; a plain name becomes DNS: or IP:, one with a prefix stays as it is. */
export function extensionLines({ names = [], isCa, extensions = [] }: ExtensionWish): readonly string[] {
  const caLines = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'];
  return [
    ...(isCa ? caLines : []),
    ...(names.length > 0 ? [`subjectAltName=${names.map(prefixed).join(',')}`] : []),
    ...extensions,
  ];
}

function prefixed(name: string): string {
  if (isIP(name)) return `IP:${name}`;
  return /^(DNS|IP|email|URI|RID|otherName|dirName):/.test(name) ? name : `DNS:${name}`;
}
