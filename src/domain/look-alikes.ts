import { domainToUnicode } from 'node:url';
import { withoutConfusables } from './confusables.js';
import { formatName, type Name } from './names.js';
import { printable } from './printable.js';

/** Why a name may be taken for another one by who reads it. `shown` is the name as people see it. */
export type LookAlike =
  | {
      readonly kind: 'mixed-scripts';
      readonly name: string;
      readonly shown: string;
      readonly scripts: string;
    }
  | { readonly kind: 'reads-as'; readonly name: string; readonly shown: string; readonly readsAs: string }
  | { readonly kind: 'not-decodable'; readonly name: string };

const scripts = [
  ...['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Georgian', 'Cherokee', 'Hebrew', 'Arabic', 'Devanagari'],
  ...['Bengali', 'Tamil', 'Thai', 'Lao', 'Ethiopic', 'Khmer', 'Han', 'Hiragana', 'Katakana', 'Bopomofo'],
  'Hangul',
].map((name) => ({ name, pattern: new RegExp(`\\p{Script=${name}}`, 'u') }));

/** Scripts that are written together, also with Latin letters (UTS 39 5.2, "highly restrictive"). */
const together = [
  ['Latin', 'Han', 'Hiragana', 'Katakana'],
  ['Latin', 'Han', 'Bopomofo'],
  ['Latin', 'Han', 'Hangul'],
];

/** A name as people see it: punycode decoded (RFC 3492). Null where there is nothing to decode. */
export function decodedName(name: string): string | null {
  if (!/(^|[.@])xn--/i.test(name)) return null;
  const at = name.lastIndexOf('@') + 1;
  const host = name.slice(at);
  const decoded = domainToUnicode(host);
  return decoded === '' || decoded === host ? null : name.slice(0, at) + decoded;
}

/** A name for people to read, with what it shows as beside it where that is another text. */
export function nameText(name: Name): string {
  const text = formatName(name);
  const decoded = decodedName(text);
  return decoded === null ? text : `${text} (shows as ${printable(decoded, 253)})`;
}

/** What is odd about the letters of one name or common name; nothing for the names of most companies. */
export function lookAlikesIn(name: string): readonly LookAlike[] {
  const shown = decodedName(name) ?? name;
  if (/(^|[.@])xn--/i.test(shown)) return [{ kind: 'not-decodable', name }];
  const labels = shown.split(/[.@:/\s]+/u).filter((label) => !/^[ -~]*$/.test(label));
  return labels.flatMap((label) => oddLetters(label).map((found) => ({ ...found, name, shown }))).slice(0, 1);
}

type Odd =
  | { readonly kind: 'mixed-scripts'; readonly scripts: string }
  | { readonly kind: 'reads-as'; readonly readsAs: string };

function oddLetters(label: string): readonly Odd[] {
  const found = scripts.filter(({ pattern }) => pattern.test(label)).map((script) => script.name);
  if (found.length > 1 && !together.some((group) => found.every((script) => group.includes(script)))) {
    return [{ kind: 'mixed-scripts', scripts: found.join(' and ') }];
  }
  const readsAs = withoutConfusables(label);
  return /^[ -~]+$/.test(readsAs) ? [{ kind: 'reads-as', readsAs }] : [];
}

/** What a name reads as at a glance: two names with one skeleton are easily taken for each other. */
export function skeletonOf(name: string): string {
  const shown = (decodedName(name) ?? name).toLowerCase();
  const plain = withoutConfusables(shown.normalize('NFC')).normalize('NFD').replace(/\p{M}/gu, '');
  return withoutConfusables(plain)
    .replaceAll('0', 'o')
    .replaceAll('1', 'l')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
}

/** Whether a name reads as what a rule about names (domain/policy) spells out, and is not covered by it. */
export function readsAsRule(name: string, rule: string): boolean {
  if (name === rule || (rule.startsWith('.') && name.endsWith(rule))) return false;
  const skeleton = skeletonOf(name);
  const wanted = skeletonOf(rule);
  return rule.startsWith('.') ? skeleton.endsWith(wanted) : skeleton === wanted;
}
