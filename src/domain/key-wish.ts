import { z } from 'zod';
import type { NameAttribute } from './distinguished-name.js';
import { type KeyType, keyTypes } from './key-type.js';
import { type Name, nameOfHost, normalizeName, uniqueNames } from './names.js';
import { hasInvisible, printable } from './printable.js';
import { containsPrivateKey } from './private-key.js';

/** What somebody typed to have key and CSR made, before anything in it was judged. */
export const typedKeyWishSchema = z.strictObject({
  keyType: z.string(),
  commonName: z.string(),
  organisation: z.string(),
  unit: z.string(),
  country: z.string(),
  state: z.string(),
  locality: z.string(),
  email: z.string(),
  moreNames: z.string(),
});
export type TypedKeyWish = z.infer<typeof typedKeyWishSchema>;

/** What a key and its CSR are made of. `commonName` is the request's, in its normal form. */
export type KeyWish = {
  readonly keyType: KeyType;
  readonly commonName: string;
  readonly subject: readonly NameAttribute[];
  readonly names: readonly Name[];
};

export type KeyWishFault = { readonly field: keyof TypedKeyWish; readonly sentence: string };

export type KeyWishReading =
  | { readonly ok: true; readonly wish: KeyWish }
  | { readonly ok: false; readonly faults: readonly KeyWishFault[] };

/** X.520's upper bounds (RFC 5280 A.1), which openssl and CAs hold people to. */
const longest = { organisation: 64, unit: 64, state: 128, locality: 128, email: 255 } as const;
const COMMON_NAME = 64;

const PRIVATE_KEY =
  'This holds a private key. It was not stored, but it went through Slack: consider it compromised and make a new one.';

/**
 * Reads what was typed: names in their normal form (a U-label becomes punycode), the subject in openssl's order.
 * A common name that is a host's is a name too; one that is too long for a subject is only that. Every fault at once.
 */
export function readKeyWish(typed: TypedKeyWish): KeyWishReading {
  const clean = trimmed(typed);
  const [names, email] = [readNames(clean.moreNames), readEmail(clean.email)];
  const keyType = keyTypes.find((type) => type === clean.keyType);
  const faults = [
    ...commonNameFaults(clean.commonName),
    ...textFaults(clean),
    ...(keyType ? [] : [fault('keyType', 'Choose one of the kinds of key.')]),
    ...(/^([A-Za-z]{2})?$/.test(clean.country)
      ? []
      : [fault('country', 'A country is its code of two letters, such as GB or DE.')]),
    ...(email === null ? [fault('email', 'This is not an e-mail address.')] : []),
    ...names.faults,
  ];
  if (!keyType || email === null || faults.length > 0) return { ok: false, faults: withoutDoubles(faults) };
  const host = nameOfHost(clean.commonName);
  const commonName = host?.value ?? clean.commonName;
  const subject = subjectOf({
    ...clean,
    email,
    commonName: commonName.length > COMMON_NAME ? '' : commonName,
  });
  return {
    ok: true,
    wish: { keyType, commonName, subject, names: uniqueNames([...(host ? [host] : []), ...names.read]) },
  };
}

function subjectOf(clean: TypedKeyWish): readonly NameAttribute[] {
  const attributes: readonly NameAttribute[] = [
    { type: 'C', value: clean.country.toUpperCase() },
    { type: 'ST', value: clean.state },
    { type: 'L', value: clean.locality },
    { type: 'O', value: clean.organisation },
    { type: 'OU', value: clean.unit },
    { type: 'CN', value: clean.commonName },
    { type: 'emailAddress', value: clean.email },
  ];
  return attributes.filter(({ value }) => value !== '');
}

function trimmed(typed: TypedKeyWish): TypedKeyWish {
  const clean = (text: string) => text.trim().normalize('NFC');
  return {
    ...{
      keyType: typed.keyType,
      commonName: clean(typed.commonName),
      organisation: clean(typed.organisation),
    },
    ...{ unit: clean(typed.unit), country: clean(typed.country), state: clean(typed.state) },
    ...{ locality: clean(typed.locality), email: clean(typed.email), moreNames: clean(typed.moreNames) },
  };
}

function fault(field: KeyWishFault['field'], sentence: string): KeyWishFault {
  return { field, sentence };
}

/** A private key in a field is all that is said about it. */
function withoutDoubles(faults: readonly KeyWishFault[]): readonly KeyWishFault[] {
  const holding = faults.filter(({ sentence }) => sentence === PRIVATE_KEY).map(({ field }) => field);
  return faults.filter(({ field, sentence }) => !holding.includes(field) || sentence === PRIVATE_KEY);
}

function commonNameFaults(text: string): readonly KeyWishFault[] {
  if (text === '') return [fault('commonName', 'Type the common name, such as www.example.com.')];
  const isLong = nameOfHost(text) === null && text.length > COMMON_NAME;
  return isLong ? [fault('commonName', `A common name has at most ${COMMON_NAME} characters.`)] : [];
}

function textFaults(clean: TypedKeyWish): readonly KeyWishFault[] {
  const fields = ['commonName', 'organisation', 'unit', 'country', 'state', 'locality', 'email', 'moreNames'];
  const all = Object.entries(longest);
  const held = typedKeyWishSchema.keyof().options.filter((field) => fields.includes(field));
  return held.flatMap((field) => {
    if (containsPrivateKey(clean[field])) return [fault(field, PRIVATE_KEY)];
    const most = all.find(([name]) => name === field)?.[1];
    const isMultiline = field === 'moreNames';
    return [
      ...(!isMultiline && hasInvisible(clean[field])
        ? [fault(field, 'There are invisible characters in it.')]
        : []),
      ...(most !== undefined && clean[field].length > most
        ? [fault(field, `At most ${most} characters, please.`)]
        : []),
    ];
  });
}

/** The address in its normal form, empty for none, null for what is none. */
function readEmail(text: string): string | null {
  return text === '' ? '' : (normalizeName('email', text)?.value ?? null);
}

type Names = { readonly read: readonly Name[]; readonly faults: readonly KeyWishFault[] };

/** One per line or comma, with or without openssl's `DNS:`, `IP:` and `email:` before it. */
function readNames(text: string): Names {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  const found = words.map((word) => ({ word, name: readName(word) }));
  const wrong = found.filter(({ name }) => name === null).map(({ word }) => printable(word));
  return {
    read: found.flatMap(({ name }) => (name ? [name] : [])),
    faults:
      wrong.length === 0
        ? []
        : [
            fault(
              'moreNames',
              `Neither DNS name nor IP address nor e-mail address: ${wrong.slice(0, 5).join(', ')}.`,
            ),
          ],
  };
}

function readName(word: string): Name | null {
  const [, prefix, rest = ''] = /^(dns|ip|email):(.+)$/i.exec(word) ?? [];
  switch (prefix?.toLowerCase()) {
    case 'dns':
      return normalizeName('dns', rest);
    case 'ip':
      return normalizeName('ip', rest);
    case 'email':
      return normalizeName('email', rest);
    default:
      return word.includes('@') ? normalizeName('email', word) : nameOfHost(word);
  }
}
