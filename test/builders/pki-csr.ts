import { type ExtensionWish, extensionLines } from './pki-extensions.js';
import { aKey, digestArguments, type Key, type KeyKind } from './pki-keys.js';
import { atDesk, openssl } from './pki-openssl.js';

export type BuiltCsr = { readonly pem: string; readonly keyPem: string; readonly key: Key };

export type CsrWish = {
  readonly commonName?: string;
  /** openssl's `-subj` form; wins over commonName. `'/'` is an empty subject. */
  readonly subject?: string;
  /** DNS names and IP addresses, or with openssl's prefix: `email:`, `URI:`, `otherName:`, `RID:`. */
  readonly names?: readonly string[];
  readonly key?: Key | KeyKind;
  /** Asks to become a CA. */
  readonly ca?: boolean;
  readonly digest?: string;
  /** Needs a plain commonName: openssl leaves attributes out where it is given a subject by -subj. */
  readonly challengePassword?: string;
  /** More lines of openssl's extension section, such as `1.2.3.4=ASN1:UTF8String:x`. */
  readonly extensions?: readonly string[];
  /** openssl's `-sigopt` values, such as `rsa_padding_mode:pss`. */
  readonly signatureOptions?: readonly string[];
};

/** A CSR made by `openssl req`: a P-256 key, an empty subject and no names unless told. */
export function aCsr(wish: CsrWish = {}): BuiltCsr {
  const key = typeof wish.key === 'object' ? wish.key : aKey(wish.key);
  const subject = wish.subject ?? (wish.commonName ? `/CN=${escapeSlash(wish.commonName)}` : '/');
  const pem = atDesk((desk) =>
    openssl([
      ...['req', '-new', '-utf8', '-config', desk.write('req.cnf', requestConfig(wish))],
      ...(wish.challengePassword ? [] : ['-subj', subject]),
      ...['-key', desk.write('key.pem', key.pem), ...digestArguments(key, wish.digest)],
      ...(wish.signatureOptions ?? []).flatMap((option) => ['-sigopt', option]),
    ]),
  );
  return { pem, keyPem: key.pem, key };
}

function requestConfig(wish: CsrWish): string {
  const asked: ExtensionWish = { names: wish.names, isCa: wish.ca, extensions: wish.extensions };
  const lines = extensionLines(asked);
  return [
    ...['[req]', 'prompt=no', 'distinguished_name=dn', 'attributes=attributes'],
    ...(lines.length > 0 ? ['req_extensions=extensions'] : []),
    ...['[dn]', `CN=${wish.commonName ?? 'challenge.example.com'}`, '[attributes]'],
    ...(wish.challengePassword ? [`challengePassword=${wish.challengePassword}`] : []),
    ...['[extensions]', ...lines],
  ].join('\n');
}

function escapeSlash(value: string): string {
  return value.replace(/[\\/+]/g, '\\$&');
}
