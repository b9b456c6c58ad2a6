import { isWildcard } from './dns-rule.js';
import { printable, printableList } from './printable.js';

/** A rule of a profile's policy that a request breaks, with the names or the key that break it. */
export type PolicyRefusal =
  | { readonly code: 'name-denied'; readonly names: readonly string[]; readonly rule: string }
  | {
      readonly code: 'name-not-allowed';
      readonly names: readonly string[];
      readonly allowed: readonly string[];
    }
  | { readonly code: 'wildcard'; readonly names: readonly string[] }
  | { readonly code: 'too-many-labels'; readonly names: readonly string[]; readonly most: number }
  | { readonly code: 'too-many-names'; readonly count: number; readonly most: number }
  | {
      readonly code: 'kind-of-name';
      readonly names: readonly string[];
      readonly kind: 'ip' | 'email' | 'uri';
    }
  | { readonly code: 'key-algorithm'; readonly key: string; readonly algorithms: readonly string[] }
  | { readonly code: 'key-too-small'; readonly key: string; readonly least: number };

const kinds = { ip: 'IP addresses', email: 'e-mail addresses', uri: 'URIs' } as const;

/** One sentence for the person who asked: what breaks the rule, and the rule. */
export function explainPolicyRefusal(refusal: PolicyRefusal): string {
  switch (refusal.code) {
    case 'name-denied':
      return `${list(refusal.names)} ${are(refusal.names)} denied by this profile's rule ${inWords(refusal.rule)}${wildcardWords(refusal)}.`;
    case 'name-not-allowed':
      return `${list(refusal.names)} ${are(refusal.names)} not among the names that this profile allows: ${rules(refusal.allowed)}.`;
    case 'wildcard':
      return `This profile allows no wildcards: ${list(refusal.names)}. Name the hosts one by one.`;
    case 'too-many-labels':
      return `This profile allows names of at most ${refusal.most} labels: ${list(refusal.names)} ${refusal.names.length === 1 ? 'has' : 'have'} more.`;
    case 'too-many-names':
      return `This profile allows at most ${refusal.most} names in one certificate, and these are ${refusal.count}. Split them into several requests.`;
    case 'kind-of-name':
      return `This profile allows no ${kinds[refusal.kind]}: ${list(refusal.names)}.`;
    case 'key-algorithm':
      return `This profile allows keys of kind ${refusal.algorithms.join(', ')}, and this one is ${refusal.key}. Make a new key and CSR.`;
    case 'key-too-small':
      return `This profile allows keys from ${refusal.least} bits on, and this one is ${refusal.key}. Make a new key and CSR.`;
  }
}

/** A wildcard is denied for the one name that it would be good for. */
function wildcardWords({
  names,
  rule,
}: {
  readonly names: readonly string[];
  readonly rule: string;
}): string {
  const isMeant = names.some((name) => isWildcard(name) && name !== rule && !rule.startsWith('.'));
  return isMeant ? ', for which a wildcard would be good' : '';
}

/** A rule as people read it: a suffix says that it is one. */
function inWords(rule: string): string {
  return rule.startsWith('.') ? `*${rule} (every name below)` : rule;
}

const MOST = 5;

function rules(all: readonly string[]): string {
  const first = all.slice(0, MOST).map(inWords).join(', ');
  return all.length > MOST ? `${first} and ${all.length - MOST} more` : first;
}

function list(names: readonly string[]): string {
  return names.length <= 3 ? names.map((name) => printable(name, 80)).join(', ') : printableList(names, 80);
}

function are(names: readonly string[]): string {
  return names.length === 1 ? 'is' : 'are';
}
