import { aCsr, type BuiltCsr } from './pki-csr.js';
import { extensionLines } from './pki-extensions.js';
import { aKey, type Key, type KeyKind } from './pki-keys.js';
import { atDesk, type Desk, openssl } from './pki-openssl.js';

export { aCsr, aKey, type BuiltCsr, type Key, type KeyKind };

/** `chain` is what stands above the CA, nearest first; a root has none. */
export type Ca = {
  readonly name: string;
  readonly key: Key;
  readonly pem: string;
  readonly chain: readonly string[];
};

/** `chainPem` is the leaf and its issuing CAs without the root, as public CAs return it. */
export type BuiltCertificate = { readonly pem: string; readonly chainPem: string };

type CaWish = { readonly name?: string; readonly key?: Key | KeyKind; readonly days?: number };

type CertificateWish = {
  readonly ca: Ca;
  /** What is certified: its key, its subject and (unless `names` is given) the names it asks for. */
  readonly csr: { readonly pem: string };
  /** These names in place of the CSR's; `[]` for none. */
  readonly names?: readonly string[];
  /** openssl's `-subj` form, in place of the CSR's subject. */
  readonly subject?: string;
  readonly days?: number;
  /** A certificate may be over or not begun. Default: now, and `days` (90) later. */
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly isCa?: boolean;
  readonly digest?: string;
  /** More lines of openssl's extension section; CA:FALSE is said unless one is about basicConstraints. */
  readonly extensions?: readonly string[];
  readonly signatureOptions?: readonly string[];
};

/** A self-signed root: P-256 and ten years unless told. */
export function aCa({ name = 'Test Root', key = 'p256', days = 3650 }: CaWish = {}): Ca {
  const caKey = typeof key === 'object' ? key : aKey(key, `ca ${name}`);
  const csr = aCsr({ commonName: name, key: caKey });
  const pem = certify({ ca: 'itself', caKey, csr, names: [], days, isCa: true });
  return { name, key: caKey, pem, chain: [] };
}

/** A CA certified by another one, to be given as `ca`. `isCa: false` makes an impostor. */
export function anIntermediate(wish: CaWish & { readonly ca: Ca; readonly isCa?: boolean }): Ca {
  const { ca, name = 'Test Intermediate', key = 'p256', days = 1825, isCa = true } = wish;
  const caKey = typeof key === 'object' ? key : aKey(key, `ca ${name}`);
  const csr = aCsr({ commonName: name, key: caKey });
  const { pem } = aCertificate({ ca, csr, names: [], days, isCa });
  return { name, key: caKey, pem, chain: [ca.pem, ...ca.chain] };
}

/** A certificate by `openssl ca`, for the CSR's key whatever the CSR says of itself. */
export function aCertificate(wish: CertificateWish): BuiltCertificate {
  const pem = certify({ ...wish, caKey: wish.ca.key });
  return { pem, chainPem: [pem, ...[wish.ca.pem, ...wish.ca.chain].slice(0, -1)].join('') };
}

type Signing = Omit<CertificateWish, 'ca'> & { readonly ca: Ca | 'itself'; readonly caKey: Key };

function certify(wish: Signing): string {
  const begin = wish.notBefore ?? new Date();
  const end = wish.notAfter ?? new Date(begin.getTime() + (wish.days ?? 90) * 86_400_000);
  return atDesk((desk) => {
    const issuer = wish.ca === 'itself' ? ['-selfsign'] : ['-cert', desk.write('ca.pem', wish.ca.pem)];
    return openssl([
      ...['ca', '-batch', '-notext', '-utf8', '-config', desk.write('ca.cnf', caConfig(desk, wish))],
      ...['-in', desk.write('leaf.csr', wish.csr.pem), '-keyfile', desk.write('ca.key', wish.caKey.pem)],
      ...['-md', wish.caKey.kind.startsWith('ed') ? 'default' : (wish.digest ?? 'sha256'), ...issuer],
      ...['-startdate', opensslTime(begin), '-enddate', opensslTime(end), '-extensions', 'extensions'],
      ...(wish.subject ? ['-subj', wish.subject] : []),
      ...(wish.signatureOptions ?? []).flatMap((option) => ['-sigopt', option]),
    ]);
  });
}

function caConfig(desk: Desk, wish: Signing): string {
  const saysItsRole = wish.extensions?.some((line) => line.startsWith('basicConstraints'));
  return [
    ...['[ca]', 'default_ca=here', '[here]', `database=${desk.write('index.txt', '')}`, 'rand_serial=yes'],
    ...[`new_certs_dir=${desk.path('.')}`, `copy_extensions=${wish.names === undefined ? 'copy' : 'none'}`],
    ...['unique_subject=no', 'preserve=yes', 'policy=anything', '[anything]', 'commonName=optional'],
    ...['[extensions]', ...(wish.isCa || saysItsRole ? [] : ['basicConstraints=critical,CA:FALSE'])],
    ...extensionLines(wish),
  ].join('\n');
}

function opensslTime(date: Date): string {
  return `${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
}
